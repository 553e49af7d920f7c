import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { csvText, HEADER } from '../samples/csv/rows.ts';

const ROWS_AT_ONCE = 5000;
const ACCOUNTS = 2000;

export interface CsvFileOptions {
  path: string;
  rows: number;
  /** One row of so many has a cell in quotes. */
  quotedEvery: number;
}

/** Writes an export of so many rows: of every ten, six are three pairs, four are alone. The same bytes every time. */
export async function writeCsv({ path, rows, quotedEvery }: CsvFileOptions): Promise<void> {
  const file = createWriteStream(path);
  const header = csvText([]).trimEnd();
  file.write(`${header}\n`);
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    const block = Array.from({ length: Math.min(ROWS_AT_ONCE, rows - first) }, (_, index) =>
      row(first + index, quotedEvery),
    );
    if (!file.write(csvText(block).slice(header.length + 1))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

function row(index: number, quotedEvery: number): string[] {
  const place = index % 10;
  // Rows 0 and 5, 1 and 6, 2 and 7 of every ten share an e-mail.
  const person = place >= 5 && place <= 7 ? index - 5 : index;
  const account = person % ACCOUNTS;
  const day = String((index % 28) + 1).padStart(2, '0');
  const cells: Record<string, string> = {
    Email: `person.${person}@example${person % 50}.org`,
    'External Ref': place < 5 ? `user_${person}` : `ref-${index}`,
    'Modified By Name': index % 3 === 0 ? 'DevRev Bot' : '0',
    'User ID': `don:identity:dvrv-us-1:devo/PRACTICE:revu/${index}`,
    Type: 'customer',
    'Display ID': `REVU-${index + 1}`,
    'Devrev Account ID': `ACC-${account}`,
    'Devrev Account Name': `Example company ${account}${index % quotedEvery === 0 ? ',' : ''} Ltd.`,
    'Updated At': `2025-01-${day} 9:05`,
    'CXP User id': `user_${person}`,
    'Updated by BI service': index % 2 === 0 ? 'TRUE' : 'FALSE',
    'Linked to acc': 'TRUE',
    Tickets: String(index % 7),
  };
  return HEADER.map((name) => cells[name] ?? '');
}
