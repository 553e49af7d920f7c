import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { reasonWords, said } from '../../pages/kit/reason-words.ts';
import type { Db } from '../../store/database.ts';
import { becomeFresh, becomeVerified } from '../../store/ledger/before-sending.ts';
import { commitTightening, commitTighteningAgain, finishConsent } from '../../store/ledger/consent/consent-steps.ts';
import { freezeEvidence } from '../../store/ledger/evidence.ts';
import {
  claimExternalRefChange,
  commitExternalRefSent,
  finishExternalRefChange,
  holdExternalRefChange,
  planExternalRefChange,
  takeExternalRefChange,
} from '../../store/ledger/external-ref-changes.ts';
import { claim, transition } from '../../store/ledger/ledger.ts';
import { noteGone, noteLook } from '../../store/ledger/looks.ts';
import {
  commitSent,
  endUnsent,
  finishMerge,
  recordOutcome,
  replaceAttempt,
  takeBack,
  writeIntent,
} from '../../store/ledger/merge-steps.ts';
import { type Reading, saveReading } from '../../store/ledger/readings.ts';
import { keepWord, settlePair } from '../../store/ledger/settle-pair.ts';
import type { Resolution, Settlement } from '../../store/ledger/settlement.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { takeOverPair } from '../../store/ledger/take-over-pair.ts';
import { MAY_BE_MERGED, UNSENT, WAITS_FOR_PERSON } from '../../store/pair-states.ts';
import type { Said } from '../../store/reasons.ts';
import type { Attempt, ConsentRecord, PairKey, PairState } from '../../store/types.ts';

/** A pair on its way through the ledger, and the attempt that may write to it. */
export interface Walk {
  db: Db;
  runId: string;
  key: PairKey;
  attempt: Attempt;
  readings: { primary: Reading; duplicate: Reading };
  because: Required<Said>;
}

/** A step of the ledger that writes, and where a pair (and the change of its reference) must stand for it. */
export interface LedgerStep {
  name: string;
  from: PairState[];
  ref?: string[];
  /** Brings the pair on its way: half of the steps of a walk do. */
  onward?: true;
  /** The call, with its own token or number: to be made twice. */
  prepare(on: Walk): () => Promise<unknown>;
}

const CONSENT: ConsentRecord = { checked: false, strict: {}, tightened: [], again: [], written: {} };
/** How long ago differs from call to call. */
const NO_CLOCK = { sinceSentMs: null, sinceGoneMs: null };

const ANYWHERE: PairState[] = [...UNSENT, ...MAY_BE_MERGED, 'merged', 'done', 'not-started'];

type Call = () => Promise<unknown>;

/** A step of the attempt that owns the pair: claimed under a higher number, as a worker does. */
function attempted(name: string, from: PairState[], call: (on: Walk) => Call): LedgerStep {
  const prepare = (on: Walk): Call => {
    const attempt = { ...on.attempt, seq: on.attempt.seq + 1 };
    on.attempt = attempt;
    const step = { ...on, attempt };
    let claimed: Promise<unknown> | null = null;
    return async () => {
      claimed ??= claim(on.db, on.key, attempt);
      await claimed;
      return call(step)();
    };
  };
  return { name, from, prepare };
}

/** A step that brings a new token of its own. Where it is refused, the one of before stays. */
function tokened(name: string, from: PairState[], call: (on: Walk, token: string) => Call): LedgerStep {
  const prepare = (on: Walk): Call => {
    const token = randomUUID();
    const made = call(on, token);
    return async () => {
      const answer = await made();
      const isRefused = typeof answer === 'object' && answer !== null && 'refused' in answer;
      if (!isRefused) on.attempt = { token, seq: 0 };
      return answer;
    };
  };
  return { name, from, prepare };
}

/** As `tokened` and `attempted`, of the reference's change. */
function refTokened(name: string, from: PairState[], call: (on: Walk, token: string) => Call): LedgerStep {
  const prepare = (on: Walk): Call => {
    const token = randomUUID();
    return call(on, token);
  };
  return { name, from, ref: ['planned', 'sent', 'held'], prepare };
}

/** The attempt that owns the change: whoever took the pair over may have taken it as well. */
async function takenRef(on: Walk): Promise<Walk> {
  const [row] = await on.db.execute<{ token: string; seq: number }>(sql`
    select token, seq from ref_changes where org = ${on.key.org}`);
  const step = { ...on, attempt: { token: row?.token ?? '', seq: (row?.seq ?? 0) + 1 } };
  await claimExternalRefChange(on.db, step);
  return step;
}

function refAttempted(name: string, ref: string[], call: (on: Walk) => Call): LedgerStep {
  const prepare = (on: Walk): Call => {
    const taken = takenRef(on);
    return async () => call(await taken)();
  };
  return { name, from: ANYWHERE, ref, prepare };
}

const STEPS: LedgerStep[] = [
  {
    name: 'takeOnCluster',
    from: ANYWHERE,
    prepare: (on) => {
      const { runId, key } = on;
      on.attempt = { token: randomUUID(), seq: 0 };
      const request = { runId, clusterId: key.clusterId, token: on.attempt.token };
      return () => takeOnCluster(on.db, request, reasonWords);
    },
  },
  attempted('claim', UNSENT, ({ db, key, attempt }) => async () => ({
    ...(await claim(db, key, attempt)),
    ...NO_CLOCK,
  })),
  {
    name: 'saveReading',
    from: ['approved'],
    prepare:
      ({ db, key, readings }) =>
      async () => {
        for (const reading of Object.values(readings)) await saveReading(db, key, reading);
      },
  },
  attempted(
    'becomeVerified',
    ['approved'],
    (step) => () => becomeVerified(step.db, { ...step, backups: [], mapped: true }),
  ),
  attempted(
    'becomeVerified, not mapped',
    ['approved'],
    (step) => () => becomeVerified(step.db, { ...step, backups: [], mapped: false }),
  ),
  attempted(
    'commitTightening',
    ['verified'],
    (step) => () => commitTightening(step.db, { ...step, record: CONSENT, detail: 'consent' }),
  ),
  attempted(
    'finishConsent',
    ['verified'],
    (step) => () =>
      finishConsent(step.db, { ...step, record: CONSENT, detail: 'consent', readings: [step.readings.primary] }),
  ),
  attempted(
    'becomeFresh',
    ['consent-tightened'],
    (step) => () => becomeFresh(step.db, { ...step, backups: [], sizes: {} }),
  ),
  attempted('writeIntent', ['fresh'], (step) => () => writeIntent(step.db, step)),
  attempted('commitSent', ['intent'], (step) => () => commitSent(step.db, step)),
  attempted(
    'takeBack, not sent',
    ['intent'],
    (step) => () => takeBack(step.db, { ...step, from: 'intent', detail: 'not sent' }),
  ),
  attempted(
    'takeBack',
    ['sent'],
    (step) => () => takeBack(step.db, { ...step, from: 'sent', detail: 'not sent', count: 'refused' }),
  ),
  attempted(
    'recordOutcome',
    ['sent'],
    (step) => () => recordOutcome(step.db, { ...step, outcome: 'answered 200', answered: 200 }),
  ),
  attempted('noteLook', ['sent'], (step) => async () => {
    const { sinceUnchangedMs } = await noteLook(step.db, {
      ...step,
      unchanged: true,
      quietMs: 60_000,
      longestGapMs: 60_000,
    });
    return sinceUnchangedMs;
  }),
  attempted('noteGone', ['sent'], (step) => async () => {
    await noteGone(step.db, step);
  }),
  attempted(
    'freezeEvidence',
    ['sent'],
    (step) => () => freezeEvidence(step.db, step.key, { evidence: step.readings, backups: [] }),
  ),
  attempted(
    'commitTighteningAgain',
    ['sent'],
    (step) => () => commitTighteningAgain(step.db, { ...step, record: CONSENT, detail: 'consent', state: 'sent' }),
  ),
  ...(['not-applied', 'partial', 'merged'] as const).map((to) =>
    attempted(`transition to ${to}`, ['sent'], (step) => async () => {
      await transition(step.db, { ...step, from: ['sent'], to, ...step.because });
    }),
  ),
  attempted(
    'finishMerge',
    ['merged'],
    (step) => () =>
      finishMerge(step.db, {
        ...step,
        proof: 'pointer',
        primary: step.readings.primary,
        after: {},
        duplicateFullId: 'full',
        afterImage: { digest: 'after', record: async () => {} },
      }),
  ),
  attempted(
    'endUnsent',
    ['verified', 'fresh'],
    (step) => () =>
      endUnsent(step.db, { ...step, from: UNSENT, to: 'not-started', ...said({ code: 'cancelled', values: {} }) }),
  ),
  tokened(
    'replaceAttempt',
    [...UNSENT, 'sent'],
    ({ db, key }, token) =>
      () =>
        replaceAttempt(db, { key, token }),
  ),
  ...(['merged', 'abandon', 'resend'] as Resolution[]).map((as) =>
    tokened(
      `takeOverPair as ${as}`,
      as === 'merged' ? WAITS_FOR_PERSON : ['not-applied'],
      ({ db, key, because }, token) =>
        () =>
          takeOverPair(db, { key, as, by: 'ada', token }, because),
    ),
  ),
  ...(['settled-merged', 'settled-apart'] as Settlement[]).map((as) =>
    tokened(`settlePair as ${as}`, ['partial'], ({ db, key, because }, token) => {
      const word = keepWord(db, { key, as, by: 'ada', because: 'nobody knows any more', digest: 'd' });
      const survivor = { id: key.primaryId, fullId: 'full' };
      return async () =>
        settlePair(db, { key, as, token, word: await word, survivor, duplicateFullId: 'full' }, because);
    }),
  ),
  refTokened('planExternalRefChange', ['approved', 'verified', 'fresh'], ({ db, key, runId }, token) => {
    const change = { from: key.duplicateId, oldRef: 'old', newRef: 'new' };
    return () => planExternalRefChange(db, { key, change, runId, token });
  }),
  refTokened(
    'takeExternalRefChange',
    ['partial', 'done'],
    ({ db, key }, token) =>
      () =>
        takeExternalRefChange(db, key, token),
  ),
  refAttempted(
    'claimExternalRefChange',
    ['planned', 'sent', 'held'],
    (step) => () => claimExternalRefChange(step.db, step),
  ),
  refAttempted('commitExternalRefSent', ['planned'], (step) => () => commitExternalRefSent(step.db, step)),
  refAttempted(
    'finishExternalRefChange',
    ['sent'],
    (step) => () => finishExternalRefChange(step.db, { ...step, reading: step.readings.primary }),
  ),
  refAttempted(
    'holdExternalRefChange',
    ['sent'],
    (step) => () => holdExternalRefChange(step.db, { ...step, ...step.because }),
  ),
];

const ONWARD = [
  'becomeVerified',
  'finishConsent',
  'becomeFresh',
  'writeIntent',
  'commitSent',
  'transition to',
  'finishMerge',
  'settlePair',
  'takeOverPair',
];

export const LEDGER_STEPS: LedgerStep[] = STEPS.map((step) =>
  ONWARD.some((name) => step.name.startsWith(name)) ? { ...step, onward: true } : step,
);
