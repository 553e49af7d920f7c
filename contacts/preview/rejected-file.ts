import { stringify } from 'csv-stringify/sync';
import { PLAIN } from '../csv/format/csv-format.ts';
import { readCsv } from '../csv/read-csv.ts';
import { safeCell, unguardedRow } from '../csv/safe-cell.ts';
import type { CsvSource } from '../csv/source.ts';
import { InputError } from '../input-error.ts';
import type { CsvFindings } from '../planning/plan-from-csv.ts';
import { recognizedContacts } from '../profiles/profiles.ts';
import { AtomicFile } from './atomic-file.ts';

export interface RejectedFile {
  source: CsvSource;
  findings: Pick<CsvFindings, 'rejected' | 'footer' | 'csvDigest'>;
  write: (text: string) => void;
}

/** The same as a file for its owner only. */
export async function saveRejected(path: string, request: Omit<RejectedFile, 'write'>): Promise<void> {
  const file = new AtomicFile(path);
  try {
    await writeRejected({ ...request, write: (text) => file.write(text) });
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}

const COLUMNS = ['Line', 'Reason', 'Column', 'Problem'];

/** Writes the rejected rows as they stand, each with its line and fault before it. Every cell is harmless in a spreadsheet. */
export async function writeRejected({ findings, write, ...from }: RejectedFile): Promise<void> {
  const { rejected, footer, csvDigest } = findings;
  const source = await recognizedContacts(from.source);
  const { separator: delimiter } = source.format ?? PLAIN;
  const firstOfFooter = rejected.length - footer;
  const rows = new Map(
    rejected.map((row, at) => [row.line, { ...row, reason: at >= firstOfFooter ? 'footer' : row.code }]),
  );
  const put = (cells: string[]): void => write(stringify([cells.map(safeCell)], { delimiter }));
  const { sha256 } = await readCsv({
    source,
    onHeader: (header) => put([...COLUMNS, ...header]),
    onRow: (cells, line) => {
      const row = rows.get(line);
      if (row !== undefined) put([String(line), row.reason, row.column ?? '', row.problem, ...unguardedRow(cells)]);
    },
  });
  if (sha256 === csvDigest) return;
  throw new InputError({ file: source.name, problem: 'changed while it was being read', todo: 'try again' });
}
