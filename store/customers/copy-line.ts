const SPECIAL = /[\\\b\f\n\r\t\v]/;
const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** One row in the text format of Postgres' COPY. */
export function copyLine(cells: readonly (string | null)[]): string {
  let line = '';
  for (const cell of cells) line += line === '' ? copyCell(cell) : `\t${copyCell(cell)}`;
  return `${line}\n`;
}

function copyCell(cell: string | null): string {
  if (cell === null) return '\\N';
  return SPECIAL.test(cell) ? cell.replace(/[\\\b\f\n\r\t\v]/g, (found) => ESCAPES[found] ?? found) : cell;
}
