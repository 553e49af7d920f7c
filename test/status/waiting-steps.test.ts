import { expect, test } from 'vitest';
import { waitingOf } from '../../control/status/waiting-steps.ts';
import { layOut, PLAIN } from '../../scripts/status/lay-out.ts';
import { stepLines } from '../../scripts/status/step-lines.ts';
import type { PendingStep } from '../../temporal/pending-steps.ts';
import { at, NOW } from './status.ts';

function pending(
  more: Partial<PendingStep>,
): PendingStep & { cluster: string | null; pair: string | null; watch: boolean } {
  const step = { workflowId: 'dedupe-devrev-orgone-1', step: 'closeRun', attempt: 1, since: at(-60), failure: null };
  return { cluster: null, pair: null, watch: false, ...step, nextAt: null, isTaken: true, beat: null, ...more };
}

const failed = (type: string, attempt: number) =>
  pending({ attempt, failure: { type, message: 'told' }, nextAt: at(5) });

test('A step that is under way for the first time does not wait', () => {
  expect(waitingOf(pending({}), NOW)).toEqual([]);
  expect(waitingOf(pending({ isTaken: false, since: at(-2) }), NOW)).toEqual([]);
  expect(waitingOf(pending({ beat: { step: 'tickets', cursor: 'x' } }), NOW)).toEqual([]);
});

test.each([
  ['Crm.unreachable', 40, false],
  ['Away.postgres', 40, false],
  ['Timeout.heartbeat', 12, false],
  ['Crm.unauthorized', 2, true],
  ['WrongDatabase', 2, true],
  ['Disk.ENOSPC', 2, true],
  ['TypeError', 3, false],
  ['TypeError', 10, true],
])('A failure of type %s at attempt %i: a person is needed is %s', (type, attempt, needsPerson) => {
  expect(waitingOf(failed(type, attempt), NOW)).toMatchObject([{ attempt, needsPerson }]);
});

test('A step that no worker takes needs a person; what a beat says that is no wait is none', () => {
  expect(waitingOf(pending({ isTaken: false }), NOW)).toMatchObject([{ waitsFor: 'worker', needsPerson: true }]);
  for (const beat of [{ waiting: null }, { waiting: { for: 7 } }, 'waiting', 4]) {
    expect(waitingOf(pending({ beat }), NOW)).toEqual([]);
  }
});

test('Those that need a person come first, and what is more than a screen shows is counted', () => {
  const steps = [...Array.from({ length: 7 }, () => failed('Crm.timeout', 2)), failed('WrongCrm', 3)];
  const lines = layOut(
    stepLines(
      steps.flatMap((step) => waitingOf(step, NOW)),
      NOW,
    ),
    PLAIN,
  );
  expect(lines).toEqual([
    'Steps that wait:',
    '  the run  ending the run, attempt 3, for 60 s, last failure: no worker for its CRM took it, again at 14:00:05 UTC. This needs a person',
    ...Array(5).fill(
      '  the run  ending the run, attempt 2, for 60 s, last failure: the CRM did not answer in time (told), again at 14:00:05 UTC',
    ),
    '  and 2 more: --json lists them',
  ]);
});
