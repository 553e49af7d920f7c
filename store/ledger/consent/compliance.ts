import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../database.ts';
import type { Said } from '../../reasons.ts';
import type { Attempt, PairKey } from '../../types.ts';
import { isPair, type PairRow, readPair, transition } from '../ledger.ts';
import { replaceAttempt } from '../merge-steps.ts';
import { pairName, typedPairName } from '../pair-name.ts';
import { hearWord } from '../settle-pair.ts';
import type { TakeOverRefusal } from '../take-over-refusal.ts';

/** The number of the backup round that belongs to the pair. */
function closestPart({ backups }: Pick<PairRow, 'backups'>): number {
  return backups.length === 0 ? 0 : Math.min(...backups.map(({ part }) => part));
}

/** Merged, and the primary does not refuse what all members together do. The pair has its locks. */
export const IS_FAILED: SQL = sql`(state = 'held' and mode = 'real' and why ->> 'code' = 'compliance-failed')`;

export function isComplianceFailed({ state, why }: Pick<PairRow, 'state' | 'why'>): boolean {
  return state === 'held' && why?.code === 'compliance-failed';
}

/** Puts a merged pair down, with its locks, and notes that somebody is to be told at once. */
export async function holdCompliance(
  db: Db,
  { key, attempt, because }: { key: PairKey; attempt: Attempt; because: Said },
): Promise<void> {
  await db.transaction(async (tx) => {
    await transition(tx, { key, attempt, from: ['merged'], to: 'held', ...because });
    await noteFailed(tx, key);
  });
}

/** Once a day, for as long as it lasts. */
export async function noteFailed(tx: Tx, key: PairKey): Promise<void> {
  await tx.execute(sql`
    insert into notices (key, event, run_id, facts)
    select 'consent ' || ${pairName(key)} || ' ' || to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD'), 'consent-failed', run_id,
      jsonb_build_object('pair', ${pairName(key)}::text, 'primary', primary_id)
    from pairs where ${isPair(key)} and ${IS_FAILED} on conflict (key) do nothing`);
}

/** What is read back is looked at once more, as a pair that was sent: then it may be done. Null: it waits for that no more. */
export async function reopenKept(
  db: Db,
  { key, attempt }: { key: PairKey; attempt: Attempt },
): Promise<{ runId: string; part: number } | null> {
  return db.transaction(async (tx) => {
    const row = await readPair(tx, key);
    if (row === null) return null;
    const taken = { runId: row.runId, part: closestPart(row) };
    if (row.token === attempt.token && row.state === 'sent') return taken;
    if (!isComplianceFailed(row)) return null;
    const detail = 'consent: as strict as it must be again, looked at once more';
    await transition(tx, { key, attempt, from: ['held'], to: 'sent', detail });
    return taken;
  });
}

export interface FailedPair {
  pair: string;
  run: string;
  crm: string;
  org: string;
  /** ISO 8601. */
  since: string;
}

/** Of all runs, or of an organization's, the oldest first: whatever else went well, nothing is well while there is one. */
export async function failedCompliance(tx: Tx, whose?: { crm: string; org: string }): Promise<FailedPair[]> {
  const among = whose === undefined ? sql`` : sql`and crm = ${whose.crm} and org = ${whose.org}`;
  const rows = await tx.execute<Omit<FailedPair, 'since'> & { since: Date }>(sql`
    select cluster_id || '.' || primary_id || '.' || duplicate_id as pair, run_id as run, crm, org, updated_at as since
    from pairs where ${IS_FAILED} ${among} order by updated_at, 1`);
  return rows.map(({ since, ...row }) => ({ ...row, since: new Date(since).toISOString() }));
}

/** Why a person's word on the refusals of a pair cannot be taken, whatever the CRM shows; null when it can, or has been under this token. */
export async function consentRefusal(
  tx: Tx,
  { key, row, token }: { key: PairKey; row: PairRow | null; token: string },
): Promise<TakeOverRefusal | null> {
  const pair = await typedPairName(tx, key);
  if (row === null) return { code: 'pair-not-in-ledger', values: { pair } };
  if (isComplianceFailed(row) || (row.token === token && row.consent?.settled !== undefined)) return null;
  return { code: 'pair-consent-stands', values: { pair, state: row.state } };
}

/** A person's word in place of what no read shows: the pair is looked at to its end, and its consent is never reported as proven. */
export async function settleConsent(
  db: Db,
  { key, token, word }: { key: PairKey; token: string; word: number },
): Promise<{ runId: string; part: number } | { refused: TakeOverRefusal }> {
  return db.transaction(async (tx) => {
    const row = await readPair(tx, key);
    const refused = await consentRefusal(tx, { key, row, token });
    if (refused !== null) return { refused };
    const taken = { runId: row?.runId ?? '', part: row === null ? 0 : closestPart(row) };
    if (row?.token === token) return taken;
    if (!(await hearWord(tx, { key, as: 'settled-consent', word })))
      return { refused: { code: 'word-not-kept', values: { pair: await typedPairName(tx, key) } } };
    await replaceAttempt(tx as Db, { key, token });
    const record = JSON.stringify({ ...row?.consent, settled: word });
    const set = [sql`consent = ${record}::jsonb`];
    const detail = 'consent: ended by a person, looked at once more';
    await transition(tx, { key, attempt: { token, seq: 0 }, from: ['held'], to: 'sent', detail, set });
    return taken;
  });
}
