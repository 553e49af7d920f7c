const RISKY = new Set(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']);

/** A cell that no spreadsheet takes for a formula: `=cmd()` becomes `'=cmd()`. */
export function safeCell(text: string): string {
  return RISKY.has(text.charAt(0)) ? `'${text}` : text;
}
