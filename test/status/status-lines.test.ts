import { expect, test } from 'vitest';
import type { RunStatus } from '../../control/status/run-status.ts';
import { type Look, layOut } from '../../scripts/status/lay-out.ts';
import { statusLines } from '../../scripts/status/lines.ts';
import { at, inFlight, NOW, status } from './status.ts';

function drawn(shown: RunStatus, look: Partial<Look> = {}): string[] {
  return layOut(statusLines(shown, NOW), { columns: 120, color: false, ...look });
}

const IN_TROUBLE = status({
  waitsFor: 'resume',
  pauseReason: 'brake: 2 of 57 clusters were held or failed',
  etaMs: null,
  waits: [
    { for: 'resume', until: null, because: 'brake' },
    { for: 'crm', until: at(151), because: null },
  ],
  brake: { ended: 57, bad: 2, from: 50, most: 0.02, stopped: true },
  lanes: [inFlight(1, { step: 'sending', waitsFor: 'resume' }), inFlight(2, { waitsFor: 'budget' })],
  unfinished: {
    pairs: [
      {
        pair: `${'4'.repeat(32)}.REVU-8`,
        state: 'held',
        reason: 'the CSV says 12 tickets',
        why: null,
        sends: 0,
        doubts: [],
      },
    ],
    clusters: [],
  },
});

test('A run at work says how far it is, when it ends, what it uses and what each cluster does, and fits into 80 columns', () => {
  const expected = [
    'Run 0123456789ab-1, organization orgone: open, since 2026-11-21 13:30 UTC',
    '[████────────────] 12 of 48 approved clusters, 13 pairs merged, 4.5 per minute',
    'Clusters: 33 approved, 3 started, 12 done',
    'Canary: 5 of 5 done',
    'Brake: 0 of the last 12 clusters ended badly (0 %), stops above 2 % from 50 on',
    'Ends in about 8 min',
    'Rate budget: 38 of 45 calls per 60 s (84 %), 5 reserved',
    'In flight: 2 backing up; 1 waiting for the CRM to finish',
    '  11111111111111111111111111111111  REVU-1  backing up, 12 s',
    '  22222222222222222222222222222222  REVU-2  backing up, 12 s',
    '  33333333333333333333333333333333  REVU-3  waiting for the CRM to finish, 2 min',
  ];
  expect(drawn(status())).toEqual(expected);
  expect(drawn(status(), { columns: 80 })).toEqual(expected);
});

test('A run in trouble at 120 columns', () => {
  expect(drawn(IN_TROUBLE)).toEqual([
    'Run 0123456789ab-1, organization orgone: open, since 2026-11-21 13:30 UTC',
    '[████────────────] 12 of 48 approved clusters, 13 pairs merged, 4.5 per minute, 1 not done',
    'Clusters: 33 approved, 3 started, 12 done',
    'Paused: brake: 2 of 57 clusters were held or failed. Go on: npm run resume -- 0123456789ab-1',
    'Waits: 429, goes on 14:02:31 UTC',
    'Canary: 5 of 5 done',
    'Brake: 2 of the last 57 clusters ended badly (3.5 %), more than 2 %: it has stopped the run',
    'Ends: unknown yet',
    'Rate budget: 38 of 45 calls per 60 s (84 %), 5 reserved',
    'In flight: 1 sending after a resume; 1 backing up, waiting for budget',
    '  11111111111111111111111111111111  REVU-1  sending after a resume, 12 s',
    '  22222222222222222222222222222222  REVU-2  backing up, waiting for budget, 12 s',
    'Not done: 1 pair',
    '  44444444444444444444444444444444.REVU-8  held: the CSV says 12 tickets',
    '    the next run of the plan tries it again',
  ]);
});

test('At 80 columns long lines go on below, further in; in colour what is bad is red and what waits is yellow', () => {
  const [red, yellow, off] = ['\x1b[31m', '\x1b[33m', '\x1b[39m'];
  expect(drawn(IN_TROUBLE, { columns: 80, color: true })).toEqual([
    'Run 0123456789ab-1, organization orgone: open, since 2026-11-21 13:30 UTC',
    '[████────────────] 12 of 48 approved clusters, 13 pairs merged, 4.5 per minute,',
    '  1 not done',
    'Clusters: 33 approved, 3 started, 12 done',
    `${yellow}Paused: brake: 2 of 57 clusters were held or failed. Go on: npm run resume --${off}`,
    `${yellow}  0123456789ab-1${off}`,
    `${yellow}Waits: 429, goes on 14:02:31 UTC${off}`,
    'Canary: 5 of 5 done',
    `${red}Brake: 2 of the last 57 clusters ended badly (3.5 %), more than 2 %: it has${off}`,
    `${red}  stopped the run${off}`,
    'Ends: unknown yet',
    'Rate budget: 38 of 45 calls per 60 s (84 %), 5 reserved',
    'In flight: 1 sending after a resume; 1 backing up, waiting for budget',
    '  11111111111111111111111111111111  REVU-1  sending after a resume, 12 s',
    '  22222222222222222222222222222222  REVU-2  backing up, waiting for budget, 12 s',
    `${red}Not done: 1 pair${off}`,
    '  44444444444444444444444444444444.REVU-8  held: the CSV says 12 tickets',
    '    the next run of the plan tries it again',
  ]);
});

test.each([
  [{ for: 'crm', until: at(120) }, 'Waits: 429, goes on 14:02:00 UTC'],
  [{ for: 'worker' }, 'No worker answers: start one with npm run worker'],
  [{ for: 'resume' }, 'Paused: by a person. Go on: npm run resume -- 0123456789ab-1'],
  [{ for: 'decision' }, 'Waits for decisions: 0 auto, 2 review'],
  [{ for: 'postgres' }, 'Postgres does not answer: what is shown is from before. It goes on by itself when it is back'],
  [{ for: 'temporal' }, 'Temporal does not answer: what is shown is from before. It goes on by itself when it is back'],
] as const)('The wait %j is told with its reason', (wait, text) => {
  const clusters = { ...status().clusters, undecided: { auto: 0, review: 2 } };
  expect(drawn(status({ clusters, waits: [{ until: null, because: null, ...wait }] }))).toContain(text);
});

test('A full budget is told with the budget, where it makes nothing jump, and in yellow', () => {
  const waits = [{ for: 'budget' as const, until: at(12), because: null }];
  const text = 'Rate budget: 38 of 45 calls per 60 s (84 %), 5 reserved: budget is full, goes on in 12 s';
  expect(drawn(status({ waits }))).toHaveLength(drawn(status()).length);
  expect(drawn(status({ waits }), { color: true })).toContain(`\x1b[33m${text}\x1b[39m`);
});

test.each([
  [{ clusters: 0, ended: 0, done: 0, state: 'ahead' }, 'Canary: still ahead'],
  [{ clusters: 5, ended: 3, done: 3, state: 'running' }, 'Canary: 3 of 5 done, the others wait for it'],
  [{ clusters: 5, ended: 5, done: 4, state: 'stopped' }, 'Canary: 4 of 5 done, 1 was not: it has stopped the run'],
  [{ clusters: 5, ended: 5, done: 4, state: 'passed' }, 'Canary: 4 of 5 done, a person resumed after it'],
] as const)('The canary %j', (canary, text) => {
  expect(drawn(status({ canary }))).toContain(text);
});

test('Of many clusters in flight the longest are shown; a budget without limit or token is called so', () => {
  const many = drawn(status({ lanes: Array.from({ length: 9 }, (_, index) => inFlight(index + 1)), budget: null }));
  expect(many).toContain('Rate budget: unknown without DEVREV_API_TOKEN');
  expect(many).toContain('In flight: 9 backing up');
  expect(many.filter((line) => line.includes('REVU-'))).toHaveLength(6);
  expect(many.at(-1)).toBe('  and 3 more: --json lists them');
  const budget = { limit: null, made: 0, reserved: 0, fullUntil: null, blockedUntil: null };
  expect(drawn(status({ budget }))).toContain('Rate budget: unlimited');
});

test.each([
  [{ lostAs: 'terminated', lostBecause: null }, 'its workflow is terminated'],
  [{ lostAs: 'unknown', lostBecause: null }, 'its workflow is unknown to Temporal'],
  [{ lostAs: 'failed', lostBecause: 'no such plan' }, 'no such plan'],
] as const)('A run whose workflow is gone says how it ended: %j', (lost, text) => {
  const line = `Its workflow ended before the run did: ${text}. Start its plan again: npm run start`;
  expect(drawn(status({ state: 'lost', ...lost }))).toContain(line);
});

test('A run that has ended shows nothing of what goes on', () => {
  const ended = status({ state: 'done', endedAt: '2026-11-21T14:00:00.000Z', lanes: [], etaMs: null });
  expect(drawn(ended)).toEqual([
    'Run 0123456789ab-1, organization orgone: done, 2026-11-21 13:30 UTC to 2026-11-21 14:00 UTC',
    '[████────────────] 12 of 48 approved clusters, 13 pairs merged, 4.5 per minute',
    'Clusters: 33 approved, 3 started, 12 done',
  ]);
});
