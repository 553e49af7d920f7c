import { stringify } from 'csv-stringify/sync';
import { PLAIN } from '../csv/format/csv-format.ts';
import { foldedName } from '../csv/header.ts';
import { readCsv } from '../csv/read-csv.ts';
import { safeCell, unguardedRow } from '../csv/safe-cell.ts';
import type { CsvSource } from '../csv/source.ts';
import { InputError } from '../input-error.ts';
import type { Decision, PlanCluster } from '../plan.ts';
import type { Layout, Profile } from '../profiles/profile.ts';
import { recognizedContacts } from '../profiles/profiles.ts';

/** What stands in the `Action` column of a row that was rejected. */
const REJECTED = 'Rejected';

/** Rows per call of csv-stringify. */
const BATCH = 500;

export interface Note {
  /** `Main` or `Merge`; with a `?` where a person must look; `Blocked`. */
  action: string;
  strategy: string;
}

export type Notes = Map<string, Note>;

/** Adds what the plan says about the members of one cluster. */
export function noteCluster(notes: Notes, { members, primary, decision, strategy }: PlanCluster): void {
  for (const { id } of members) {
    notes.set(id, { action: actionOf({ decision, isPrimary: id === primary }), strategy });
  }
}

function actionOf({ decision, isPrimary }: { decision: Decision; isPrimary: boolean }): string {
  if (decision === 'blocked') return 'Blocked';
  return `${isPrimary ? 'Main' : 'Merge'}${decision === 'review' ? '?' : ''}`;
}

export interface AnnotateOptions {
  source: CsvSource;
  profile: Profile;
  notes: Notes;
  /** Of the reading that the notes come from. */
  csvDigest: string;
  write: (text: string) => void;
}

/** Writes the input rows back with `Action` and `Strategy` filled in. Every cell is harmless in a spreadsheet, the separator is the file's. */
export async function annotateCsv({ profile, notes, csvDigest, write, ...from }: AnnotateOptions): Promise<void> {
  const source = await recognizedContacts(from.source);
  const { separator: delimiter } = source.format ?? PLAIN;
  let layout: Layout | undefined;
  let columns = { action: 0, strategy: 0 };
  let rows: string[][] = [];
  const flush = (): void => {
    write(stringify(rows, { delimiter }));
    rows = [];
  };
  const { sha256 } = await readCsv({
    source,
    onHeader: (header, line) => {
      layout = profile.layout({ header, file: source.name, line, dates: source.dates ?? null });
      const names = withColumns(header);
      const folded = names.map(foldedName);
      columns = { action: folded.indexOf('action'), strategy: folded.indexOf('strategy') };
      rows.push(names.map(safeCell));
    },
    onRow: (read) => {
      if (layout === undefined) return;
      const cells = unguardedRow(read);
      const rejected = 'problem' in layout.readRow(cells);
      const id = profile.contactId(cells[layout.idColumn]?.trim() ?? '');
      const note = rejected || id === null ? undefined : notes.get(id);
      const row = cells.map(safeCell);
      while (row.length <= Math.max(columns.action, columns.strategy)) row.push('');
      row[columns.action] = rejected ? REJECTED : (note?.action ?? '');
      row[columns.strategy] = note?.strategy ?? '';
      rows.push(row);
      if (rows.length >= BATCH) flush();
    },
  });
  flush();
  if (sha256 !== csvDigest) {
    throw new InputError({ file: source.name, problem: 'changed while it was being read', todo: 'try again' });
  }
}

function withColumns(header: string[]): string[] {
  const names = header.map((name) => name.trim());
  const folded = names.map(foldedName);
  return [...names, ...['Action', 'Strategy'].filter((name) => !folded.includes(foldedName(name)))];
}
