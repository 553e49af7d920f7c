import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Reason } from '../reasons.ts';
import type { PairKey, PairState, RunMode } from '../types.ts';
import { isMeant } from './pair-name.ts';

export interface NamedPair {
  key: PairKey;
  state: PairState;
  runId: string;
}

/** The pairs of a cluster that a person may mean, of real runs or of dry ones: `rest` is `<duplicate>` or `<primary>.<duplicate>`. */
export async function pairsNamed(
  db: Tx,
  { mode, clusterId, rest }: { mode: RunMode; clusterId: string; rest: string },
): Promise<NamedPair[]> {
  const rows = await db.execute<Record<'crm' | 'org' | 'primary' | 'duplicate' | 'run', string> & { state: PairState }>(
    sql`
    select crm, org, primary_id as primary, duplicate_id as duplicate, state, run_id as run from pairs
    where mode = ${mode} and cluster_id = ${clusterId} and ${isMeant('pairs', rest)}`,
  );
  return rows.map(({ crm, org, primary, duplicate, state, run }) => ({
    key: { mode, crm, org, clusterId, primaryId: primary, duplicateId: duplicate },
    state,
    runId: run,
  }));
}

/** A pair of the ledger, as whoever asks for it by its name is told. */
export interface ReadPair {
  mode: RunMode;
  crm: string;
  organization: string;
  cluster: string;
  primary: string;
  duplicate: string;
  state: PairState;
  /** In the words of when it was put down; null where it was not. */
  reason: string | null;
  why: Reason | null;
  /** Merge requests that may have reached the CRM. */
  sends: number;
  /** The run that had it last. */
  run: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** The pairs that a name may mean: real ones, else those of dry runs. `rest` is `<duplicate>` or `<primary>.<duplicate>`. */
export async function readNamedPair(
  db: Tx,
  { clusterId, rest }: { clusterId: string; rest: string },
): Promise<ReadPair[]> {
  const rows = await db.execute<ReadPair & { updatedAt: Date } & Record<string, unknown>>(sql`
    select mode, crm, org as organization, cluster_id as cluster, primary_id as primary, duplicate_id as duplicate, state, reason, why, sends,
      run_id as run, updated_at as "updatedAt" from pairs
    where cluster_id = ${clusterId} and ${isMeant('pairs', rest)} order by crm, org, primary_id`);
  const pairs = rows.map(({ updatedAt, ...row }) => ({ ...row, updatedAt: new Date(updatedAt).toISOString() }));
  const real = pairs.filter(({ mode }) => mode === 'real');
  return real.length > 0 ? real : pairs;
}
