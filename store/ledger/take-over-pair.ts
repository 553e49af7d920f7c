import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../database.ts';
import { keptApart } from '../decisions/kept-apart.ts';
import { FINAL, MAY_BE_MERGED, NOT_SENT, WAITS_FOR_PERSON } from '../pair-states.ts';
import type { Said } from '../reasons.ts';
import { getRun } from '../runs/runs.ts';
import type { PairKey, PairState } from '../types.ts';
import { takeExternalRefChange } from './external-ref-changes.ts';
import { isPair, note, readPair, transition } from './ledger.ts';
import { freeLocks, takeLocks } from './locks.ts';
import { MOST_SENDS, replaceAttempt } from './merge-steps.ts';
import { typedPairName } from './pair-name.ts';
import { sendsOf } from './sent-before.ts';
import type { Resolution } from './settlement.ts';
import type { TakeOverRefusal } from './take-over-refusal.ts';

export interface TakeOver {
  key: PairKey;
  as: Resolution;
  by: string;
  /** New token: nobody else may write to the pair from now on. */
  token: string;
}

export interface TakenOver {
  state: PairState;
  runId: string;
  /** The number of the backup round that belongs to the pair. */
  part: number;
  /** The proof on record is one look: two have to agree before the word may count. The pair is `sent` again until then. */
  lookFirst?: true;
  /** As in `TakenOnCluster`. */
  refChange?: true;
}

/**
 * Takes a pair over on a person's word, whether its run is open or has ended. `resend` and `abandon` need proven
 * `not-applied`; `merged` only looks: it never sends, and what must follow is verified all the same. The same token is answered
 * the same again. `abandoned` is the reason that a pair given up is kept with.
 */
export async function takeOverPair(
  db: Db,
  request: TakeOver,
  abandoned: Said,
): Promise<TakenOver | { refused: TakeOverRefusal }> {
  const { key, as, by, token } = request;
  return db.transaction(async (tx) => {
    const row = await readPair(tx, key);
    const pair = await typedPairName(tx, key);
    if (row === null) return { refused: { code: 'pair-not-in-ledger', values: { pair } } };
    const { state: stands } = row;
    const externalRefChange = async () =>
      (await takeExternalRefChange(tx, key, token)) ? { refChange: true as const } : {};
    const rounds = row.backups.map((backup) => backup.part);
    const part = rounds.length === 0 ? 0 : Math.min(...rounds);
    const taken = { runId: row.runId, part };
    if (row.token === token) {
      if (as !== 'merged' && stands === 'sent') return { state: stands, ...taken, lookFirst: true };
      return { state: stands, ...taken, ...(stands === 'abandoned' ? {} : await externalRefChange()) };
    }
    if (FINAL.includes(stands)) return { refused: { code: 'pair-has-ended', values: { pair, state: stands } } };
    const run = await getRun(tx, row.runId);
    if (!WAITS_FOR_PERSON.includes(stands) && run?.state === 'open') {
      return { refused: { code: 'pair-in-work', values: { pair, state: stands, run: row.runId } } };
    }
    if (as !== 'merged' && stands !== 'not-applied') {
      return { refused: { code: 'pair-not-proven', values: { pair, state: stands, as } } };
    }
    const sends = await sendsOf(tx, key);
    if (as === 'resend' && sends >= MOST_SENDS) {
      const values = { duplicate: key.duplicateId, sends, most: MOST_SENDS };
      return { refused: { code: 'pair-sent-too-often', values } };
    }
    const kept = as === 'resend' ? await keptApart(tx, { ...key, contacts: [key.primaryId, key.duplicateId] }) : null;
    if (kept !== null) return { refused: { code: 'pair-refused', values: { pair, decision: kept.decision } } };
    if (as === 'merged' && row.sends === 0) return { refused: { code: 'pair-never-sent', values: { pair } } };
    const other = isLockless(stands) ? await takeLocks(tx, key) : null;
    if (other !== null) {
      const by = other.code === 'locked' ? other.values.pair : other.values.undo;
      return { refused: { code: 'pair-locked', values: { pair, by } } };
    }
    if (as !== 'merged' && !(await isProvenTwice(tx, key))) {
      await replaceAttempt(tx as Db, { key, token });
      return { state: await reopen(tx, { key, token }), ...taken, lookFirst: true };
    }
    await tx.execute(sql`insert into resolutions (crm, org, cluster_id, primary_id, duplicate_id, resolution, by)
      values (${key.crm}, ${key.org}, ${key.clusterId}, ${key.primaryId}, ${key.duplicateId}, ${as}, ${by})`);
    await note(tx, key, `resolve as ${as} by a person`);
    const state = await replaceAttempt(tx as Db, { key, token });
    const attempt = { token, seq: 0 };
    if (as === 'abandon') {
      await transition(tx, { key, attempt, from: ['not-applied'], to: 'abandoned', ...abandoned });
      await freeLocks(tx, key);
      return { state: 'abandoned', ...taken };
    }
    if (as === 'resend') {
      await transition(tx, { key, attempt, from: ['not-applied'], to: 'fresh', detail: 'to be sent again' });
      await freeLocks(tx, key);
      return { state: 'fresh', ...taken, ...(await externalRefChange()) };
    }
    if (isLockless(state)) await takeLocks(tx, key);
    const now = state === 'merged' ? state : await reopen(tx, { key, token });
    return { state: now, ...taken, ...(await externalRefChange()) };
  });
}

/** A proof of before is one look, which a list that lagged may have faked: nobody noted when its contacts were first found unchanged. */
async function isProvenTwice(tx: Tx, key: PairKey): Promise<boolean> {
  const [row] = await tx.execute(sql`select 1 from pairs where ${isPair(key)} and unchanged_since is not null`);
  return row !== undefined;
}

/** One that was put down before it was sent once more has no locks; of a held one nobody can tell by its state. */
function isLockless(state: PairState): boolean {
  return NOT_SENT.includes(state) || state === 'held';
}

/** A pair that was sent is looked at again: one that its run put down, or that a resend left before it was sent once more. */
async function reopen(tx: Tx, { key, token }: { key: PairKey; token: string }): Promise<PairState> {
  await transition(tx, {
    key,
    attempt: { token, seq: 0 },
    from: [...MAY_BE_MERGED, ...NOT_SENT],
    to: 'sent',
    detail: 'looked at again',
  });
  return 'sent';
}
