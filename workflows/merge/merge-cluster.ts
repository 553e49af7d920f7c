import {
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  patched,
  setCurrentDetails,
  setHandler,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { ClusterRef } from '../../activities/backup/back-up-contact.ts';
import type { PairRef } from '../../activities/pair-ref.ts';
import type { OpenedPair } from '../../store/ledger/take-on-cluster.ts';
import type { Reason } from '../../store/reasons.ts';
import { failureType, faultOf, givenUp, isFailure } from '../failure-type.ts';
import { isContinued } from '../is-continued.ts';
import { isLong } from '../is-long.ts';
import { goOnSignal, pauseSignal, type StopMessage } from '../messages.ts';
import { STORE_COUNTS } from '../run/handle-messages.ts';
import { parseSeq } from '../run/parse-messages.ts';
import { proxySteps, type Steps } from '../steps.ts';
import { FIRST_STEP_TIMING, type Timing } from '../timing.ts';
import type { ClusterResult, MergeClusterInput, PairEnd, PairOutcome } from '../types.ts';
import { changeExternalRef, type ExternalRefEnd } from './change-external-ref.ts';
import { coded, endOf, stopsRun } from './coded.ts';
import { describeCluster } from './describe-cluster.ts';
import { BEFORE_SENT, FEWER_TURNS, mergePair } from './merge-pair.ts';
import type { BackupProblem, Gate } from './pair-work.ts';

/** Clusters that began before it go on with the next pair, which then meets the locks of the held one; after a breach they end. */
const SIBLINGS_WAIT = 'siblings-wait';

/** Clusters that began before it compare each pair when its turn comes. */
const MEMBERS_FIRST = 'members-first';

/** Ended by a person, and proving nothing. */
const GIVEN_UP: PairOutcome[] = ['abandoned', 'settled-merged', 'settled-apart'];

/** What the CRM shows of the two, and only a person can judge. */
const ASKED: readonly Reason['code'][] = ['names-differ', 'states-differ', 'match-changed'];

/** How every pair must have ended before the primary may take over an external reference. */
const MERGED: PairOutcome[] = ['done', 'already-done', 'would-merge'];

/**
 * Merges one cluster: backs up the primary once, then leads each duplicate through the merge protocol, in order. Ends
 * normally whatever becomes of its pairs; the run decides what that means. Cancelled, it lets a sent pair reach its end.
 */
export async function mergeCluster(input: MergeClusterInput): Promise<ClusterResult> {
  const parent = startedBy();
  const told: ToldToGoOn = { seq: -1, times: 0 };
  setHandler(goOnSignal, (message) => {
    told.seq = Math.max(told.seq, parseSeq(message));
    told.times += 1;
  });
  const fewerTurns = patched(FEWER_TURNS);
  const { runId, clusterId } = input;
  const carried = isContinued() ? input.carried : undefined;
  const token = carried?.token ?? uuid4();
  const { steps: first } = proxySteps({ timing: FIRST_STEP_TIMING });
  const opened = await CancellationScope.nonCancellable(() => first.openCluster({ runId, clusterId, token, parent }));
  if (opened === null) return { outcome: 'not-started', merged: 0, breach: null };
  const { timing, route } = opened.orders ?? input;
  if (timing === undefined) throw ApplicationFailure.nonRetryable('The store has no orders for this run', 'NotItsOwn');
  const proxies = proxySteps({ timing, route });
  const { steps } = proxies;
  const { crm, org, mode, primaryId } = opened;
  const part = carried?.part ?? opened.part;
  const cluster: ClusterRef = { runId, mode, crm, org, clusterId, part };
  const gate = runGate(proxies, { runId, told });
  const backUp = backUpOnce(proxies, { cluster, gate, readAttempts: timing.readAttempts });

  const left =
    carried === undefined ? await undecided(proxies, { cluster, primaryId, pairs: opened.pairs, token, gate }) : null;
  const ends: PairEnd[] = carried?.ends ?? [];
  const before = ends.length;
  const duplicates = opened.pairs.map(({ duplicateId }) => duplicateId);
  const tell = (outcome: ClusterResult['outcome'] | null): void =>
    setCurrentDetails(describeCluster({ primary: primaryId, duplicates, ends, outcome }));
  for (const [index, { duplicateId, state, why }] of opened.pairs.entries()) {
    if (index < before) continue;
    if (index > before && mayGoOnAnew(timing)) {
      await continueAsNew<typeof mergeCluster>({ ...input, carried: { token, part, ends } });
    }
    tell(null);
    const pair: PairRef = { cluster, primary: primaryId, duplicate: duplicateId, token, step: 0 };
    const beside = left?.get(duplicateId);
    const notBegun =
      beside ?? (why === undefined ? await leftBehind(proxies, { pair, ends, pairs: opened.pairs }) : null);
    if (notBegun !== null) {
      ends.push(notBegun);
      continue;
    }
    const end = await mergePair({
      ...proxies,
      cluster,
      primary: primaryId,
      duplicate: duplicateId,
      state,
      why,
      token,
      more: index + 1 < opened.pairs.length,
      timing,
      gate,
      fewerTurns,
      backUp: async () =>
        fewerTurns
          ? bothAtOnce(backUp(primaryId), backUp(duplicateId))
          : ((await backUp(primaryId)) ?? (await backUp(duplicateId))),
    });
    ends.push(end);
    if (end.breach && !patched(SIBLINGS_WAIT)) break;
  }
  const pairs = summarize(ends);
  const merged = ends.length === opened.pairs.length && ends.every(({ outcome }) => MERGED.includes(outcome));
  const externalRef: ExternalRefEnd =
    opened.refChange && merged
      ? await changeExternalRef({ ...proxies, cluster, primary: primaryId, token, timing, gate })
      : { outcome: 'done' };
  const result: ClusterResult = externalRef.outcome === 'done' ? pairs : { ...pairs, outcome: externalRef.outcome };
  const { reason, why } =
    'reason' in externalRef ? externalRef : (ends.find((end) => saysWhy(end, ends)) ?? { reason: null });
  await CancellationScope.nonCancellable(() =>
    steps.closeCluster({
      runId,
      clusterId,
      token,
      state: result.outcome,
      reason,
      why,
      ...(result.undecided ? { undecided: true } : {}),
    }),
  );
  tell(result.outcome);
  return result;
}

/** Between two pairs. A cancelled one goes on to its end: a new execution would know nothing of it. */
function mayGoOnAnew(timing: Timing): boolean {
  return !CancellationScope.current().consideredCancelled && isLong(timing);
}

/** The run that has started this workflow. One that was started by hand is refused before it reads or writes anything. */
function startedBy(): { workflowId: string; runId: string } {
  const { parent } = workflowInfo();
  if (parent === undefined) throw ApplicationFailure.nonRetryable('No run has started this cluster', 'NotItsOwn');
  return { workflowId: parent.workflowId, runId: parent.runId };
}

/**
 * How pairs end that do not begin, because a person has to look at a member of their cluster first. Nothing has to be compared where one
 * pair is left: its own steps do.
 */
async function undecided(
  { steps }: Steps,
  work: { cluster: ClusterRef; primaryId: string; pairs: OpenedPair[]; token: string; gate: Gate },
): Promise<Map<string, PairEnd>> {
  const { cluster, primaryId: primary, pairs, token, gate } = work;
  const duplicates = pairs.filter(({ state }) => BEFORE_SENT.includes(state)).map(({ duplicateId }) => duplicateId);
  if (duplicates.length < 2 || !patched(MEMBERS_FIRST)) return new Map();
  for (;;) {
    try {
      const left = await steps.compareMembers({ cluster, primary, duplicates, token });
      return new Map(left.map(({ duplicate, kind, ...because }) => [duplicate, endOf(kind, because)]));
    } catch (error) {
      // A pair meets the same: it says what becomes of it.
      if (isCancellation(error)) return new Map();
      if (!isFailure(error)) throw error;
      const stop = stopsRun(failureType(error));
      if (stop === null) return new Map();
      await gate.goOnAfter(await gate.stop(stop.why, stop.by));
    }
  }
}

/** After a held pair: whether this one waits for it, or has lost its turn. Null when it may begin. */
async function leftBehind(
  { steps }: Steps,
  { pair, ends, pairs }: { pair: PairRef; ends: PairEnd[]; pairs: OpenedPair[] },
): Promise<PairEnd | null> {
  const held = ends.findIndex(({ outcome }) => outcome === 'held');
  if (held < 0 || !patched(SIBLINGS_WAIT)) return null;
  const breach = ends.findIndex((end) => end.breach !== undefined);
  const behind = pairs[breach]?.duplicateId ?? null;
  try {
    const left = await CancellationScope.nonCancellable(() => steps.leavePair({ pair, behind }));
    return left === null ? null : endOf('not-started', left);
  } catch (error) {
    if (!isFailure(error)) throw error;
    // A ledger that is an older copy may have forgotten that the pair is this cluster's: it begins in no case.
    const pair = behind ?? pairs[held]?.duplicateId ?? '';
    return endOf('not-started', coded({ code: 'cluster-held', values: { pair } }));
  }
}

/** The first problem of the two. Neither is left running behind when the other fails. */
async function bothAtOnce(...backups: [Promise<BackupProblem>, Promise<BackupProblem>]): Promise<BackupProblem> {
  const [primary, duplicate] = await Promise.allSettled(backups);
  if (primary.status === 'rejected') throw primary.reason;
  if (duplicate.status === 'rejected') throw duplicate.reason;
  return primary.value ?? duplicate.value;
}

/** Backs each contact up at most once per cluster; what failed for good stays failed. */
function backUpOnce(
  { steps }: Steps,
  options: { cluster: ClusterRef; gate: Gate; readAttempts: number },
): (contact: string) => Promise<BackupProblem> {
  const { cluster, readAttempts } = options;
  const known = new Map<string, BackupProblem>();
  return async (contact) => {
    const before = known.get(contact);
    if (before !== undefined) return before;
    let problem: BackupProblem = null;
    try {
      const made = await steps.backUpContact({ cluster, contact, readAttempts });
      if (made.kind === 'gone') problem = { to: 'held', ...coded({ code: 'not-in-crm', values: { contact } }) };
    } catch (error) {
      if (isCancellation(error) || !isFailure(error) || stopsRun(failureType(error)) !== null) throw error;
      const lost = givenUp(error);
      const failure = faultOf(failureType(error)) ?? failureType(error);
      if (lost?.held) problem = { to: 'held', ...coded(lost.why) };
      else problem = { to: 'skipped', ...coded({ code: 'backup-failed', values: { contact, failure } }) };
    }
    known.set(contact, problem);
    return problem;
  };
}

/** What the run has said so far: the highest number, and how often. */
interface ToldToGoOn {
  seq: number;
  times: number;
}

/** Being told to go on wakes; whether merges are allowed again the store says. */
function runGate({ steps }: Steps, { runId, told }: { runId: string; told: ToldToGoOn }): Gate {
  const parent = workflowInfo().parent;
  const tellRun = async (message: StopMessage): Promise<void> => {
    if (parent) await getExternalWorkflowHandle(parent.workflowId).signal(pauseSignal, message);
  };
  return {
    goOnAfter: async (seq) => {
      if (!patched(STORE_COUNTS)) {
        await condition(() => told.seq > seq);
        return true;
      }
      for (;;) {
        const { times } = told;
        const word = await steps.hearStop({ runId });
        if (!word.stopped) return true;
        await condition(() => told.times !== times);
      }
    },
    wasStopped: (seq) => tellRun({ seq }),
    stop: async (why, by) => {
      const { seq } = await steps.setStop({ runId, stop: true, reason: why.code, by, why });
      await tellRun({ seq });
      return seq;
    },
  };
}

function summarize(ends: PairEnd[]): ClusterResult {
  const outcomes = ends.map((end) => end.outcome);
  const merged = outcomes.filter((outcome) => outcome === 'done').length;
  const abandoned = outcomes.filter((outcome) => GIVEN_UP.includes(outcome)).length;
  const { breach = null, why: breachWhy } = ends.find((end) => end.breach) ?? {};
  const mayBeUndecided = outcomes.includes('drifted') || outcomes.includes('taken-back');
  const undecided = mayBeUndecided && ends.every((end) => MERGED.includes(end.outcome) || isUndecided(end));
  const worst = (['drifted', 'held', 'skipped', 'not-started'] as const).find((outcome) => outcomes.includes(outcome));
  return {
    outcome: worst ?? 'done',
    merged,
    breach,
    ...(breach === null ? {} : { breachWhy }),
    ...(undecided ? { undecided } : {}),
    ...(abandoned === 0 ? {} : { abandoned }),
  };
}

/** Whether a pair has the reason of its cluster. That one was taken back says nothing of a cluster in which others are merged. */
function saysWhy({ reason, outcome }: PairEnd, ends: PairEnd[]): boolean {
  return reason !== null && !(outcome === 'taken-back' && ends.some((end) => MERGED.includes(end.outcome)));
}

/** Whether only a person can say if the two are one, or two others of the cluster; or has said it, by an undo. */
function isUndecided({ outcome, why }: PairEnd): boolean {
  if (outcome === 'taken-back') return true;
  if (outcome === 'not-started') return why?.code === 'cluster-undecided';
  return outcome === 'drifted' && why !== undefined && ASKED.includes(why.code);
}
