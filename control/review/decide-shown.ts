import type { Client } from '@temporalio/client';
import type { DecidedSo } from '../../contacts/planning/decided-parts.ts';
import type { Rules } from '../../contacts/rules/rules.ts';
import type { Db, Tx } from '../../store/database.ts';
import { decideOtherwise } from '../../store/decisions/decide.ts';
import { keepApart } from '../../store/decisions/lasting.ts';
import { undoDecision } from '../../store/decisions/undo-decision.ts';
import { type Claim, type Claimer, claimOfOther } from '../../store/review/claims.ts';
import { lockShown, type ShownState } from '../../store/review/shown.ts';
import { type Choice, isOpenTo, storeDecision } from '../../store/runs/decisions.ts';
import type { Run } from '../../store/runs/runs.ts';
import { refusalOf, type ToDecide, tryDecision } from '../decisions/decide.ts';
import { Refused } from '../refused.ts';
import { refuseEnded } from '../signal-run.ts';
import { wakeRun } from './wake-run.ts';

/** What a person says about a cluster that they look at. */
export type ShownWord =
  | { word: Choice | 'undo' }
  /** These two are never one person, whatever cluster they are in. The cluster itself still waits. */
  | { word: 'never'; contacts: [string, string]; because: string | null }
  | { word: 'otherwise'; said: DecidedSo; because: string };

export interface DecideShown extends Claimer {
  db: Db;
  /** Connects to Temporal when it is needed: after the store has the decision. */
  client: () => Promise<Client>;
  run: Run;
  clusterId: string;
  /** Of what the person was shown: see `readShown`. */
  tag: string;
  word: ShownWord;
  rules: Rules;
}

export type DecideShownOutcome =
  /** `clusters`: those that stand in its place now. `woken`: the run has heard of it. */
  | { ok: true; clusters: string[]; woken: boolean }
  /** Something of it has changed since it was shown. Null: the run has no such cluster. */
  | { ok: false; because: 'stale'; now: ShownState | null }
  /** Somebody else has it in front of them. */
  | { ok: false; because: 'taken'; claim: Claim };

/**
 * Records what a person decides about a cluster as it was shown to them, in one transaction that nobody can change it in, and then wakes the run.
 * Nothing is written where it is not what was shown, or somebody else looks at it. Throws Refused where that cannot be decided.
 */
export async function decideShown(request: DecideShown): Promise<DecideShownOutcome> {
  const { db, run, clusterId, tag, holder, word, rules } = request;
  refuseEnded(run);
  const wanted = word.word === 'otherwise' ? await tryDecision(db, { run, clusterId, said: word.said, rules }) : null;
  const outcome = await db.transaction(async (tx): Promise<DecideShownOutcome> => {
    const now = await lockShown(tx, { run, clusterId });
    if (now === null || now.tag !== tag) return { ok: false, because: 'stale', now };
    const claim = await claimOfOther(tx, { runId: run.id, clusterId, holder });
    if (claim !== null) return { ok: false, because: 'taken', claim };
    return { ok: true, clusters: await say(tx, request, { now, wanted }), woken: false };
  });
  return outcome.ok ? { ...outcome, woken: await wakeRun(request) } : outcome;
}

async function say(
  tx: Tx,
  { run, clusterId, by, word }: DecideShown,
  { now, wanted }: { now: ShownState; wanted: ToDecide | null },
): Promise<string[]> {
  const about = { runId: run.id, clusterId, by, through: 'page' as const };
  // A transaction in this one: what is refused after some of it was written leaves nothing.
  const db = tx as Db;
  switch (word.word) {
    case 'otherwise': {
      if (wanted === null) throw new Error('Nothing was tried');
      const made = await decideOtherwise(db, { ...about, ...wanted, because: word.because, approve: true });
      if (!made.ok) throw refusalOf(made, { run, clusterId });
      return made.clusters;
    }
    case 'undo': {
      const undone = await undoDecision(db, about);
      if (!undone.ok) throw refusalOf(undone, { run, clusterId });
      return [undone.cluster];
    }
    case 'never': {
      const { contacts, because } = word;
      const { crm, org, id: runId } = run;
      const apart = { crm, org, aparts: [{ members: contacts, runId }], by, because, through: 'page' as const };
      if ((await keepApart(tx, apart)).length === 0)
        throw new Refused(`${contacts.join(' and ')} are kept apart already`);
      return [clusterId];
    }
    default:
      await choose(tx, { ...about, choice: word.word, now });
      return [clusterId];
  }
}

async function choose(
  tx: Tx,
  request: { runId: string; clusterId: string; by: string; through: 'page'; choice: Choice; now: ShownState },
): Promise<void> {
  const { clusterId, choice, now } = request;
  const { state, refused } = now;
  if (choice === 'approve' && refused !== null) {
    throw new Refused(
      `Cluster ${clusterId} takes no approval as a whole: ${refused.contacts.join(' and ')} are kept apart`,
    );
  }
  if (!isOpenTo(choice, { state, refused: refused !== null })) {
    throw new Refused(`Cluster ${clusterId} is '${state}': there is nothing to change`);
  }
  await storeDecision(tx, { ...request, selection: { clusters: [clusterId] } });
}
