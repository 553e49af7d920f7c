/**
 * Text from outside as a terminal may show it: what moves the cursor, rings, or turns the direction of writing is spelled out
 * as `\u{1b}`. A cell of a CSV may hold any of it.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}
