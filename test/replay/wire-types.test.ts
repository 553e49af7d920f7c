import { expect, test } from 'vitest';
import type { Edit } from '../support/source-copy.ts';
import { misfits } from './wire-types.ts';
import { wireValues } from './wire-values.ts';

const values = wireValues();

test('Every argument, result, input and signal of the recorded histories fits the types of today', () => {
  const kinds = new Set(values.map(({ type }) => type.replace(/<.*/, '')));
  expect([...kinds].sort()).toEqual(['Argument', 'Input', 'Message', 'Outcome', 'Result']);
  expect(misfits(values)).toEqual([]);
});

interface Change extends Edit {
  what: string;
  /** What of the recorded does not fit any more. */
  breaks: RegExp;
}

const changes: Change[] = [
  {
    what: "a step's field has another name",
    file: 'activities/run/close-cluster.ts',
    find: 'clusterId: string;',
    replace: 'cluster: string;',
    breaks: /: Argument<'closeCluster'>: .*'"clusterId"' does not exist/,
  },
  {
    what: 'a step asks for what old workflows do not hand over',
    file: 'activities/merge/send-merge.ts',
    find: '  timeoutMs: number;\n}',
    replace: '  timeoutMs: number;\n  proof: string;\n}',
    breaks: /: Argument<'sendMerge'>: Property 'proof' is missing/,
  },
  {
    what: 'a workflow reads what old answers do not have',
    file: 'activities/run/open-run.ts',
    find: '  dryRun: boolean;\n',
    replace: '  dryRun: boolean;\n  budget: string;\n',
    breaks: /: Result<'openRun'>: Property 'budget' is missing/,
  },
  {
    what: 'an answer has another word',
    file: 'activities/merge/reconcile-merge.ts',
    find: "  | { kind: 'done' }\n",
    replace: "  | { kind: 'merged' }\n",
    breaks: /: Result<'reconcileMerge'>: Type '"done"' is not assignable/,
  },
  {
    what: 'a timing that old inputs lack',
    file: 'store/orders/timing.ts',
    find: '  readAttempts: number;\n',
    replace: '  readAttempts: number;\n  undoMs: number;\n',
    breaks: /: Input<'(dedupeRun|mergeCluster|resolvePair)'>: Property 'undoMs' is missing/,
  },
  {
    what: 'what an execution hands on has another name',
    file: 'workflows/types.ts',
    find: '  accepted: { ended: number; bad: number };\n',
    replace: '  agreed: { ended: number; bad: number };\n',
    breaks: /: Input<'dedupeRun'>: .*'"accepted"' does not exist/,
  },
  {
    what: 'a signal has another field',
    file: 'workflows/messages.ts',
    find: '  seq?: number;\n',
    replace: '  number?: number;\n',
    breaks: /: Message<'(pause|resume)'>: .*'"seq"' does not exist/,
  },
];

test('Each of these is noticed: a field of another name, one that is new, a word that is gone', () => {
  const said = misfits(values, changes);
  const unnoticed = changes.filter(({ breaks }) => !said.some((line) => breaks.test(line)));
  expect(unnoticed.map(({ what }) => what)).toEqual([]);
});
