/** A copy: a text cut out of a block keeps the whole block alive. */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}
