import { detached } from '../csv/detached.ts';
import { emailOfCell } from '../csv/email-cell.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { RejectedRow, RowProblem } from '../csv/rejected-row.ts';
import { unguardedRow } from '../csv/safe-cell.ts';
import type { CsvSource } from '../csv/source.ts';
import type { Layout, Profile } from '../profiles/profile.ts';
import { layoutFor } from '../profiles/profiles.ts';
import type { ContactRows } from './contact-rows.ts';

export interface ReadContactsOptions {
  source: CsvSource;
  profile: Profile;
  /** Filled. */
  into: ContactRows;
}

export interface ContactsRead {
  rows: number;
  csvDigest: string;
  /** As of `Layout`. */
  extraColumns: readonly string[];
}

/** Thrown where reading ends because dates can only be read once their order is known. */
const ORDER_NEEDED = new Error('The order of dates is needed');

/** Checks every row of a CSV and hands it on, as a contact or as rejected. Null: `source.dates` is needed for that. */
export async function readContacts(options: ReadContactsOptions): Promise<ContactsRead | null> {
  try {
    return await readRows(options);
  } catch (error) {
    if (error === ORDER_NEEDED) return null;
    throw error;
  }
}

async function readRows({ source, profile, into }: ReadContactsOptions): Promise<ContactsRead> {
  let layout: Layout | undefined;
  let rows = 0;
  const { sha256 } = await readCsv({
    source,
    onHeader: (header, line) => {
      layout = layoutFor({ profile, header, file: source.name, line, dates: source.dates ?? null });
    },
    onRow: (row, line) => {
      if (layout === undefined) return;
      const cells = unguardedRow(row);
      rows++;
      const reading = layout.readRow(cells);
      if ('problem' in reading && reading.code === 'date-order') throw ORDER_NEEDED;
      if ('problem' in reading) into.reject(rejectedRow({ cells, line, layout, profile, reading }));
      else into.add(reading, line);
    },
  });
  return { rows, csvDigest: sha256, extraColumns: layout?.extraColumns ?? [] };
}

interface RejectedRowRequest {
  cells: string[];
  line: number;
  layout: Layout;
  profile: Profile;
  reading: RowProblem;
}

function rejectedRow({ cells, line, layout, profile, reading }: RejectedRowRequest): RejectedRow {
  const id = profile.contactId(cells[layout.idColumn]?.trim() ?? '');
  return {
    line,
    code: reading.code,
    column: reading.column,
    problem: detached(reading.problem),
    email: detached(emailOfCell(cells[layout.emailColumn]?.trim() ?? '')),
    id: id === null ? '' : detached(id),
  };
}
