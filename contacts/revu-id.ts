/** DevRev's display ids of contacts. The API takes them; the `User ID` column is something else. */
export const EXAMPLE_REVU_ID = 'REVU-123';

export function isRevuId(text: string): boolean {
  return /^REVU-[1-9]\d{0,17}$/.test(text);
}
