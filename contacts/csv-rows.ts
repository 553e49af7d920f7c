import { parse } from 'csv-parse/sync';

/**
 * The rows of a block, as csv-parse gives them in array mode. Where no cell is quoted a row is its line cut at the commas,
 * which is several times faster; a test holds the two ways to the same answers.
 */
export function blockRows(bytes: Buffer, hasQuotes: boolean): Iterable<string[]> {
  if (hasQuotes) return parsedRows(bytes);
  const text = bytes.toString('utf8');
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return cutRows(lines);
}

export function parsedRows(bytes: Buffer): string[][] {
  return parse(bytes, { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
}

function* cutRows(lines: string[]): Generator<string[]> {
  for (const line of lines) yield line.split(',');
}
