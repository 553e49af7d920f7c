import { expect, test } from 'vitest';
import { NotReachable } from '../../config/not-reachable.ts';
import { Refused, type RefusedBecause } from '../../control/refused.ts';
import { RunIsOpen } from '../../control/run-is-open.ts';
import { refusalWords } from '../../scripts/cli/refusal-words.ts';
import { toldError } from '../../scripts/cli/todo-words.ts';

const run = 'r-1';

test.for<[RefusedBecause, string]>([
  [
    { code: 'none-left', values: { run, choice: 'approve', strategy: null, states: [['done', 2]] } },
    "No 'auto' cluster of run r-1 is left to approve: 2 done",
  ],
  [
    { code: 'none-left', values: { run, choice: 'reject', strategy: 'cxp-uid', states: [] } },
    "No cluster of strategy 'cxp-uid' of run r-1 is left to reject: there is none",
  ],
  [
    { code: 'no-such-strategy', values: { run, strategy: 'guess', strategies: ['cxp-uid', 'oldest'] } },
    "No cluster of run r-1 was decided by strategy 'guess'. Its strategies: cxp-uid, oldest",
  ],
  [
    {
      code: 'none-named-changes',
      values: {
        run,
        choice: 'approve',
        unchanged: [
          { cluster: 'a', state: null },
          { cluster: 'b', state: 'approved' },
          { cluster: 'c', state: 'held' },
        ],
      },
    },
    "Cluster a is not in run r-1\nCluster b is already approved\nCluster c has already ended as 'held'",
  ],
  [{ code: 'pair-locked', values: { pair: 'p', by: 'q' } }, 'Pair p is locked by q: resolve that pair first'],
  [{ code: 'token-refused', values: { step: 'reading' } }, 'the CRM refused the token (401)'],
])('A refusal is worded by its code: %j', ([why, words]) => {
  expect(refusalWords(new Refused('as text', { why }))).toBe(words);
});

test('Without a code, or with one of a newer worker, a refusal says what its text says', () => {
  const newer = { code: 'not-known-here', values: {} } as unknown as RefusedBecause;
  expect(refusalWords(new Refused('as text', { why: newer }))).toBe('as text');
  expect(refusalWords(new Refused('as text'))).toBe('as text');
});

test.for<[Error, string]>([
  [new RunIsOpen('w'), "(workflow w). See it with 'npm run status', end it with 'npm run finish' or 'npm run cancel'"],
  [
    new NotReachable('No answer', { todo: { code: 'reach-server', values: { server: 'postgres' } } }),
    'No answer. Start it, correct DATABASE_URL or POSTGRES_*, or unset them and use the local stack: npm run up',
  ],
  [new Refused('Paused', { todo: { code: 'resume-run', values: {} } }), "Paused: 'npm run resume' first"],
  [new NotReachable('No answer'), 'No answer'],
  [new Error('Broken'), 'Broken'],
])('An error is told with what to do about it: %s', ([error, text]) => {
  expect(toldError(error)).toMatch(new RegExp(`${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));
});
