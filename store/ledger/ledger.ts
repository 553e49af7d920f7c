import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { isStore, type Store } from '../identity/current-store.ts';
import { jsonOrNull, type Reason } from '../reasons.ts';
import { StaleAttemptError } from '../stale-attempt-error.ts';
import type { Attempt, BackupRef, ConsentRecord, PairKey, PairState } from '../types.ts';

/** A pair's row as the steps need it. */
export interface PairRow {
  key: PairKey;
  state: PairState;
  reason: string | null;
  why: Reason | null;
  runId: string;
  /** The attempt that may write. */
  token: string | null;
  sends: number;
  refused: number;
  /** How often its merge was too late to leave. */
  late: number;
  outcome: string | null;
  /** The HTTP status of the answer to the last POST; null when there was none. */
  answered: number | null;
  /** Milliseconds since the last `sent`, by the database's clock; null when never sent. */
  sinceSentMs: number | null;
  sinceGoneMs: number | null;
  backups: BackupRef[];
  consent: ConsentRecord | null;
}

export interface Transition {
  key: PairKey;
  attempt: Attempt;
  from: PairState[];
  to: PairState;
  reason?: string | null;
  why?: Reason | undefined;
  /** For the journal: what happened, in words without contact data. */
  detail?: string;
  /** More columns, as SQL assignments: `sql\`outcome = ${x}\``. */
  set?: SQL[];
  /** States that it passes on the way, each with an entry of the journal. @default none */
  through?: PairState[];
}

/** The WHERE clause of one pair. */
export function isPair(key: PairKey): SQL {
  return sql`mode = ${key.mode} and crm = ${key.crm} and org = ${key.org} and cluster_id = ${key.clusterId}
    and primary_id = ${key.primaryId} and duplicate_id = ${key.duplicateId}`;
}

/**
 * Moves a pair, if this attempt still owns it and it stands where it should. False when this very attempt has moved it there before:
 * then nothing is done twice. Throws StaleAttemptError otherwise.
 */
export async function transition(db: Tx, request: Transition): Promise<boolean> {
  const { key, attempt, from, to, reason = null, detail = null, set = [], through = [] } = request;
  const why = jsonOrNull(request.why);
  const more = set.length > 0 ? sql`, ${sql.join(set, sql`, `)}` : sql``;
  const rows = await db.execute(sql`
    with before as (select state from pairs where ${isPair(key)}),
    moved as (
      update pairs set state = ${to}, reason = ${reason}, why = ${why}::jsonb, updated_at = clock_timestamp() ${more}
      where ${isPair(key)} and state in ${from} and token = ${attempt.token}::uuid and seq = ${attempt.seq}
      returning mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, state
    )
    insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, from_state, to_state, detail, why)
    ${through.length === 0 ? oneStep(detail ?? reason, why) : steps({ through, to, detail: detail ?? reason, why })}
    returning id`);
  if (rows.length > 0) return true;
  if (await isMovedBy(db, { key, attempt, to })) return false;
  throw new StaleAttemptError(key, `move to '${to}'`);
}

function oneStep(detail: string | null, why: string | null): SQL {
  return sql`select mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, (select state from before), state, ${detail}, ${why}::jsonb
    from moved`;
}

/** The last one has the detail. */
function steps(request: { through: PairState[]; to: PairState; detail: string | null; why: string | null }): SQL {
  const states = [...request.through, request.to];
  const rows = states.map((state, at) => {
    const isLast = at === states.length - 1;
    const from = at === 0 ? sql`(select state from before)` : sql`${states[at - 1]}`;
    return sql`(${at}::int, ${from}, ${state}, ${isLast ? request.detail : null}, ${isLast ? request.why : null}::jsonb)`;
  });
  return sql`select mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, step.from_state, step.to_state, step.detail, step.why
    from moved cross join (values ${sql.join(rows, sql`, `)}) as step (at, from_state, to_state, detail, why) order by step.at`;
}

/** Whether the pair stands there, and this attempt is the last that wrote to it. */
async function isMovedBy(db: Tx, { key, attempt, to }: Pick<Transition, 'key' | 'attempt' | 'to'>): Promise<boolean> {
  const [row] = await db.execute(sql`
    select 1 from pairs where ${isPair(key)} and state = ${to} and token = ${attempt.token}::uuid and seq = ${attempt.seq}`);
  return row !== undefined;
}

/**
 * Makes this attempt the only one that may write. A later attempt has a higher `seq`; an earlier one is refused from then on. In another
 * database than `store`, where that is given, nothing is claimed. Throws StaleAttemptError.
 */
export async function claim(db: Tx, key: PairKey, attempt: Attempt, store?: Store): Promise<PairRow> {
  const here = store === undefined ? sql`` : sql`and ${isStore(store)}`;
  const [row] = await db.execute<StoredPair>(sql`
    update pairs set seq = ${attempt.seq} where ${isPair(key)} and token = ${attempt.token}::uuid and seq <= ${attempt.seq} ${here}
    returning ${COLUMNS}`);
  if (row === undefined) throw new StaleAttemptError(key, 'begin a step');
  return rowOf(key, row);
}

/** Throws StaleAttemptError when another attempt has taken over. */
export async function assertOwner(db: Tx, key: PairKey, attempt: Attempt): Promise<void> {
  const [owner] = await db.execute(sql`
    select 1 from pairs where ${isPair(key)} and token = ${attempt.token}::uuid and seq = ${attempt.seq}`);
  if (owner === undefined) throw new StaleAttemptError(key, 'go on');
}

export async function readPair(db: Tx, key: PairKey): Promise<PairRow | null> {
  const [row] = await db.execute<StoredPair>(sql`select ${COLUMNS} from pairs where ${isPair(key)}`);
  return row === undefined ? null : rowOf(key, row);
}

type StoredPair = Omit<PairRow, 'key'> & Record<string, unknown>;

const COLUMNS =
  sql.raw(`state, reason, why, run_id as "runId", token, sends, refused, late, outcome, answered, backups, consent,
  (extract(epoch from clock_timestamp() - sent_at) * 1000)::float8 as "sinceSentMs",
  (extract(epoch from clock_timestamp() - gone_at) * 1000)::float8 as "sinceGoneMs"`);

function rowOf(key: PairKey, row: StoredPair): PairRow {
  return { ...row, key };
}

/** Adds a note to the journal without moving the pair. */
export async function note(db: Tx, key: PairKey, detail: string): Promise<void> {
  await db.execute(sql`
    insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, from_state, to_state, detail)
    select mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, state, state, ${detail} from pairs where ${isPair(key)}`);
}
