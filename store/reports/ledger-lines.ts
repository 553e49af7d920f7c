import { type SQL, sql } from 'drizzle-orm';
import { mask } from '../../log/mask.ts';
import type { Tx } from '../database.ts';
import type { Reason } from '../reasons.ts';
import type { Run } from '../runs/runs.ts';
import type { BackupRef, PairState } from '../types.ts';
import { iso } from './rows.ts';

/** Where a pair of the run stands now, and by which backups. */
export interface PairLine {
  kind: 'pair';
  cluster: string;
  primary: string;
  duplicate: string;
  state: PairState;
  /** The run that has it now: a later one, where that took it on. */
  run: string;
  sends: number;
  proof: string | null;
  sentAt: string | null;
  doneAt: string | null;
  backups: BackupRef[];
  /** Digest of what is kept of how the merge left things; null where there is none. */
  afterImage: string | null;
}

/** One entry of the journal. `id` grows with time, and the numbers of other runs lie between. */
export interface EventLine {
  kind: 'event';
  id: number;
  at: string;
  cluster: string;
  primary: string;
  duplicate: string;
  from: PairState | null;
  to: PairState;
  detail: string | null;
  why: Reason | null;
}

const AT_ONCE = 1000;

/**
 * All that the ledger has of a run: each of its pairs, then every entry of the journal in its order. Ids, codes, digests and times; no
 * contact's data. A page at a time.
 */
export async function* ledgerLines(db: Tx, run: Run): AsyncGenerator<PairLine | EventLine> {
  yield* paged(db, (last: PairLine | undefined) => pairsAfter(run, last));
  for await (const line of paged(db, (last: EventLine | undefined) => eventsAfter(run, last?.id ?? 0)))
    yield { ...line, detail: line.detail === null ? null : mask(line.detail) };
}

async function* paged<Line extends object>(db: Tx, next: (last: Line | undefined) => SQL): AsyncGenerator<Line> {
  let last: Line | undefined;
  for (;;) {
    const lines: Line[] = await db.execute<Line & Record<string, unknown>>(next(last));
    for (const line of lines) yield line;
    last = lines.at(-1);
    if (lines.length < AT_ONCE) return;
  }
}

/** Those that the run has now, and those that it had and another took on. */
function pairsAfter({ id, crm, org, dryRun }: Run, last: PairLine | undefined): SQL {
  const after =
    last === undefined
      ? sql``
      : sql`and (p.cluster_id, p.primary_id, p.duplicate_id) > (${last.cluster}, ${last.primary}, ${last.duplicate})`;
  return sql`
    select 'pair' as kind, p.cluster_id as cluster, p.primary_id as "primary", p.duplicate_id as duplicate, p.state, p.run_id as run,
      p.sends, p.proof, ${iso(sql`p.sent_at`)} as "sentAt", ${iso(sql`p.done_at`)} as "doneAt", p.backups,
      p.after_image as "afterImage"
    from pairs p
    where p.mode = ${dryRun ? 'dry' : 'real'} and p.crm = ${crm} and p.org = ${org} ${after} and (p.run_id = ${id} or exists (
      select from pair_events e where e.crm = p.crm and e.org = p.org and e.cluster_id = p.cluster_id
        and e.primary_id = p.primary_id and e.duplicate_id = p.duplicate_id and e.mode = p.mode and e.run_id = ${id}))
    order by p.cluster_id, p.primary_id, p.duplicate_id limit ${AT_ONCE}`;
}

function eventsAfter({ id }: Run, last: number): SQL {
  return sql`
    select 'event' as kind, id::float8 as id, ${iso(sql`created_at`)} as at, cluster_id as cluster, primary_id as "primary",
      duplicate_id as duplicate, from_state as "from", to_state as "to", detail, why
    from pair_events where run_id = ${id} and id > ${last} order by id limit ${AT_ONCE}`;
}
