import { keysOfWritten } from '../csv/email-cell.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { RejectedRow } from '../csv/rejected-row.ts';
import { unguardedRow } from '../csv/safe-cell.ts';
import { InputError } from '../input-error.ts';
import type { PlanCluster } from '../plan.ts';
import { type CsvFindings, type PlanFromCsvOptions, planFromCsv } from '../planning/plan-from-csv.ts';
import type { Layout } from '../profiles/profile.ts';
import { recognizedContacts } from '../profiles/profiles.ts';
import { type Chosen, chooseClusters } from './choose-clusters.ts';
import { bytesIn, rowRanges } from './row-ranges.ts';

export interface Sample extends Chosen, Pick<CsvFindings, 'dates'> {
  rows: number;
  /** Clusters that are not taken, because a row that is rejected speaks of them: without it they would be decided otherwise. */
  notWhole: number;
}

export interface CreateSample extends PlanFromCsvOptions {
  size: number;
  seed: number;
  write: (bytes: Uint8Array) => void;
}

/**
 * Writes the header and the rows of so many whole clusters as they stand in the file, byte for byte and in its order. A row that is
 * rejected is never among them. Throws InputError where the file has no cluster, or changes while it is read.
 */
export async function createSample({ size, seed, write, ...options }: CreateSample): Promise<Sample> {
  const { plan, csvDigest, dates, rejected } = await planFromCsv(options);
  const { name } = options.source;
  const whole = plan.clusters.filter(withoutRejected(rejected));
  if (whole.length === 0)
    throw new InputError({ file: name, problem: 'has no contacts that belong together: there is nothing to take' });
  const chosen = chooseClusters(whole, { size, seed });
  const wanted = new Set(chosen.clusters.flatMap(({ members }) => members.map(({ id }) => id)));
  const source = { ...(await recognizedContacts(options.source)), ...(dates === null ? {} : { dates }) };
  const rows = await rowsOf({ ...options, source, wanted });
  if (rows.sha256 !== csvDigest) throw changed(name);
  const ranges = await rowRanges(source, new Set([0, ...rows.numbers]));
  if (ranges.length !== rows.numbers.length + 1) throw changed(name);
  for await (const bytes of bytesIn(source, ranges)) write(bytes);
  return { ...chosen, rows: rows.numbers.length, dates, notWhole: plan.clusters.length - whole.length };
}

/** A row that cannot be read blocks those who have its address or its id. */
function withoutRejected(rejected: readonly RejectedRow[]): (cluster: PlanCluster) => boolean {
  const keys = new Set(rejected.flatMap(({ email }) => keysOfWritten(email)));
  const ids = new Set(rejected.map(({ id }) => id));
  return ({ email, members }) => {
    return !keysOfWritten(email).some((key) => keys.has(key)) && !members.some(({ id }) => ids.has(id));
  };
}

/** Numbers of the contacts' rows; those without a fault. */
async function rowsOf({
  source,
  profile,
  wanted,
}: Pick<CreateSample, 'source' | 'profile'> & { wanted: ReadonlySet<string> }): Promise<{
  numbers: number[];
  sha256: string;
}> {
  const numbers: number[] = [];
  let layout: Layout | undefined;
  let row = 0;
  const { sha256 } = await readCsv({
    source,
    onHeader: (header, line) => {
      layout = profile.layout({ header, file: source.name, line, dates: source.dates ?? null });
    },
    onRow: (read) => {
      row += 1;
      const cells = unguardedRow(read);
      const id = profile.contactId(cells[layout?.idColumn ?? 0]?.trim() ?? '');
      if (id === null || !wanted.has(id) || layout === undefined) return;
      if (!('problem' in layout.readRow(cells))) numbers.push(row);
    },
  });
  return { numbers, sha256 };
}

function changed(file: string): InputError {
  return new InputError({ file, problem: 'changed while it was being read', todo: 'try again' });
}
