import { setTimeout as sleep } from 'node:timers/promises';
import type { CallOptions, Crm } from '../../crm/crm.ts';
import { said } from '../../pages/kit/reason-words.ts';
import { holdCompliance } from '../../store/ledger/consent/compliance.ts';
import { type PairRow, transition } from '../../store/ledger/ledger.ts';
import { noteGone, noteLook } from '../../store/ledger/looks.ts';
import { finishMerge } from '../../store/ledger/merge-steps.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import { MAY_BE_MERGED } from '../../store/pair-states.ts';
import type { RateBudget } from '../../store/rate/budget.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { Attempt, OwnThings, PairKey, Proof } from '../../store/types.ts';
import { backUpAfter } from '../backup/back-up-after.ts';
import { keepConsent } from '../consent/keep-consent.ts';
import type { KeptConsent } from '../consent/kept-consent.ts';
import type { Deps } from '../deps.ts';
import { endedBefore } from '../ended-before.ts';
import { claimOwn } from '../own-store.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { type Observation, observeMerge } from '../reading/observe-merge.ts';
import type { Asking } from '../reading/observe-relation.ts';
import { readIfThere } from '../reading/read-contact-state.ts';
import { idsOf } from '../reading/read-list.ts';
import { followingRelations } from '../reading/relations.ts';
import { seeOwn } from '../reading/see-own.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { evidenceOf } from './evidence.ts';
import { isUnchanged, judge, type Verdict } from './judge-merge.ts';

export type Reconciled =
  | { kind: 'done' }
  | { kind: 'pending' }
  /** `breach`: the run must pause. */
  | ({ kind: 'not-applied' | 'partial' | 'conflict' | 'held'; breach?: true } & Said);

export interface ReconcileRequest {
  pair: PairRef;
  reservation?: string;
  /** How long to wait before the look. @default 0 */
  waitMs?: number;
  quietMs: number;
  partialMs: number;
  /** The longest pause between two looks. Workflows of before do not say. @default 60,000 */
  longestLookMs?: number;
  /** The two readings that show a contact gone must be this far apart. */
  goneApartMs: number;
  /** A person said it is merged: only the waiting ends, what must follow has to be proven all the same. */
  trustGone?: boolean;
  /** The cluster has more pairs: their `fresh` needs all of the primary's relations. */
  more: boolean;
}

/** What workflows of before that do not say it wait at most between two looks. */
const LONGEST_LOOK_MS = 60_000;
/** More than the longest pause by this much without a complete look: nobody looked, so the quiet period begins anew. */
const GAP_MS = 60_000;

/** One look at the CRM: is the merge finished? If so, verifies the sets of what must follow and ends the pair as `done`. */
export function reconcileMerge(deps: Deps) {
  return (request: ReconcileRequest): Promise<Reconciled> =>
    withHeartbeat(async (_beat, signal) => {
      const key = pairKey(request.pair);
      const attempt = attemptOf(request.pair);
      if (request.waitMs !== undefined) await sleep(request.waitMs, undefined, { signal });
      deps.failpoint('reconcile.before');
      const row = await claimOwn(deps, key, attempt);
      if (row.state === 'done') return { kind: 'done' };
      const ended = endedBefore(row, ['held', 'not-applied', 'partial', 'conflict']);
      if (ended !== null) return { ...ended, ...(ended.why?.code === 'consent-loosened' ? { breach: true } : {}) };
      const options = { signal, ...(request.reservation ? { reservation: request.reservation } : {}) };
      const { crm, budget } = await deps.crmFor(key);
      const before = await evidenceOf({ ...deps, crm }, { key, row });
      if (before === null) return withoutEvidence(deps, { key, attempt, row });
      const looking = { crm, budget, key, attempt, row, request, before, options };
      const look = await lookOnce(deps, { ...looking, asking: 'unlisted' });
      const isFinal = look.verdict.kind !== 'merged' && look.verdict.kind !== 'pending';
      const rests = isFinal && look.seen.relations.some(({ listed }) => listed > 0);
      const last = rests ? await lookOnce(deps, { ...looking, asking: 'each' }) : look;
      deps.failpoint('reconcile.after');
      return act(deps, { ...looking, ...last });
    });
}

type Looking = Omit<Acting, 'seen' | 'consent' | 'verdict'>;

/** A list may lag: what ends the pair otherwise than merged does not rest on what it has just shown, but is asked one by one. */
async function lookOnce(
  deps: Deps,
  looking: Looking & { asking: Asking },
): Promise<Pick<Acting, 'seen' | 'consent' | 'verdict'>> {
  const { crm, key, attempt, row, request, before, asking, options } = looking;
  const { signal } = options;
  const seen = await observeMerge({ crm, pair: request.pair, before, asking, options });
  const consent = await keepConsent(deps, { key, attempt, row, seen, signal });
  if (consent.kind === 'strict') Object.assign(seen, { primary: consent.primary, primaryRaw: consent.raw });
  const looked = await noteLook(deps.db, {
    key,
    attempt,
    unchanged: isUnchanged({ seen, before }),
    quietMs: request.quietMs,
    longestGapMs: (request.longestLookMs ?? LONGEST_LOOK_MS) + GAP_MS,
  });
  const { goneProves } = crm.description;
  const judged = judge({ seen, before, row, looked, goneProves, ...request });
  const isOver = looked.sinceQuietMs >= request.partialMs;
  return { seen, consent, verdict: row.state === 'merged' ? sinceProven(judged, isOver) : judged };
}

/**
 * A merge that was proven is never "not applied". Where a later look no longer shows it, lists may lag; where it still does not when
 * the time is over, somebody has changed something since, and a person has to say what it is.
 */
function sinceProven(judged: Verdict, isOver: boolean): Verdict {
  if (judged.kind === 'merged') return judged;
  if (!isOver) return { kind: 'pending' };
  const why: Reason =
    'why' in judged && judged.kind !== 'not-applied' ? judged.why : { code: 'shown-no-more', values: {} };
  return { kind: 'held', why };
}

/** Nothing can be proven of it any more: a person's word is left. */
async function withoutEvidence(
  deps: Deps,
  { key, attempt, row }: { key: PairKey; attempt: Attempt; row: PairRow },
): Promise<Reconciled> {
  const because = said({ code: 'no-evidence', values: {} });
  await transition(deps.db, { key, attempt, from: [row.state], to: 'held', ...because });
  return { kind: 'held', ...because };
}

interface Acting {
  crm: Crm;
  budget: RateBudget;
  key: PairKey;
  attempt: Attempt;
  row: PairRow;
  request: ReconcileRequest;
  before: { primary: Reading; duplicate: Reading };
  seen: Observation;
  consent: KeptConsent;
  verdict: Verdict;
  options: CallOptions & { signal: AbortSignal };
}

async function act(deps: Deps, acting: Acting): Promise<Reconciled> {
  const { key, attempt, row, verdict } = acting;
  const step = { key, attempt, from: [...MAY_BE_MERGED, 'merged' as const] };
  if (verdict.kind === 'merged') return finish(deps, acting, verdict.proof);
  if (verdict.kind === 'pending') {
    if (acting.seen.gone && row.sinceGoneMs === null && row.state !== 'merged') {
      await noteGone(deps.db, { key, attempt });
    }
    return { kind: 'pending' };
  }
  const { kind } = verdict;
  const because = said(verdict.why);
  if (row.state !== kind) await transition(deps.db, { ...step, to: kind, ...because });
  return { kind, ...because };
}

async function finish(deps: Deps, acting: Acting, proof: Proof): Promise<Reconciled> {
  const { key, attempt, row, request, before, consent } = acting;
  if (row.state !== 'merged')
    await transition(deps.db, { key, attempt, from: MAY_BE_MERGED, to: 'merged', detail: proof });
  if (consent.kind === 'loose') return whileLoose(deps, acting, consent);
  const primary = await nextReading(acting);
  const afterImage = await backUpAfter(deps, { ...request, attempt, seen: acting.seen });
  deps.failpoint('done.before');
  const { runId } = request.pair.cluster;
  const after = sizesOf(acting.crm, primary);
  const own = await seeOwn({ ...acting, pair: request.pair });
  const duplicateFullId = before.duplicate.fullId;
  await finishMerge(deps.db, { key, attempt, runId, proof, primary, after, own, duplicateFullId, afterImage });
  deps.failpoint('done.after');
  if (request.reservation) await acting.budget.release(request.reservation);
  return { kind: 'done' };
}

/** Merged, but not done before the consent is as strict as it was: looked at again, and in the end a person's. */
async function whileLoose(
  deps: Deps,
  { key, attempt, row, request }: Acting,
  { why, final }: Extract<KeptConsent, { kind: 'loose' }>,
): Promise<Reconciled> {
  if (row.consent?.union !== undefined) {
    // Its own workflow goes on with it, and the run with everybody else.
    await holdCompliance(deps.db, { key, attempt, because: said(why) });
    return { kind: 'held', ...said(why) };
  }
  if (!final && (row.sinceSentMs ?? 0) < request.quietMs + request.partialMs) return { kind: 'pending' };
  await transition(deps.db, { key, attempt, from: ['merged'], to: 'held', ...said(why) });
  return { kind: 'held', ...said(why), breach: true };
}

/** Of what follows a merge, by relation: how many name the primary. */
function sizesOf(crm: Crm, { relations }: Reading): Record<string, number> {
  const read = followingRelations(crm).map(({ name }): [string, number | undefined] => [name, relations[name]?.length]);
  return Object.fromEntries(read.filter((entry): entry is [string, number] => entry[1] !== undefined));
}

/** What the next pair's `fresh` compares the primary with: as the CRM shows it after this merge. */
async function nextReading({ crm, request, before, seen, options }: Acting): Promise<Reading> {
  const relations = { ...seen.primary.relations };
  for (const relation of crm.relations) {
    if (relation.merge !== 'free') continue;
    const known = before.primary.relations[relation.name];
    const list = request.more ? await readIfThere(relation, request.pair.primary, options) : null;
    if (list !== null) relations[relation.name] = idsOf(list);
    else if (known !== undefined) relations[relation.name] = known;
  }
  return { ...seen.primary, relations, own: ownOf(before) };
}

/** Backups hold what either had, so that what the merge brought to the primary is nothing new. */
function ownOf({ primary, duplicate }: Acting['before']): OwnThings {
  const { comments = [], files = [], lists = {} } = duplicate.own;
  const joined = (own: string[], more: string[]): string[] => [...new Set([...own, ...more])].sort();
  const both = Object.entries(primary.own.lists ?? {}).map(([name, ids]) => [name, joined(ids, lists[name] ?? [])]);
  return {
    ...(primary.own.comments === undefined ? {} : { comments: joined(primary.own.comments, comments) }),
    ...(primary.own.files === undefined ? {} : { files: joined(primary.own.files, files) }),
    ...(both.length === 0 ? {} : { lists: Object.fromEntries(both) }),
  };
}
