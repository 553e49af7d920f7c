/** DevRev's display ids of contacts, mostly numbers, in newer organizations also letters. The `User ID` column is something else. */
export const EXAMPLE_REVU_ID = 'REVU-123';

export function isRevuId(text: string): boolean {
  return /^REVU-(?!0\d*$)[A-Za-z0-9]{1,32}$/.test(text);
}
