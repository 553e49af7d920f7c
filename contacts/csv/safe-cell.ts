/** What a spreadsheet may take for the start of a formula, and the same with the mark that keeps it from doing so. */
const RISKY = /^'*[=+\-@\t\r\n\0＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n\0＝＋－＠]/;

/** A cell that no spreadsheet takes for a formula: `=cmd()` becomes `'=cmd()`. One that looks guarded already gets one more. */
export function safeCell(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** The cell that `safeCell` made it of. */
export function unguarded(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

/** All cells of a row, in place: hardly any is guarded, and a million rows pass here. */
export function unguardedRow(cells: string[]): string[] {
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? '';
    if (cell.charCodeAt(0) === 39) cells[at] = unguarded(cell);
  }
  return cells;
}
