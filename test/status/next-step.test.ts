import { expect, test } from 'vitest';
import { nextStep } from '../../pages/report/next-step.ts';
import { stepText, stepWords } from '../../pages/report/next-step-words.ts';
import type { PairState } from '../../store/types.ts';

const PAIR = `${'c'.repeat(32)}.REVU-2`;
const LOOK = 'look at both contacts in the CRM, then: ';

test.for<[PairState, number, string, string, string]>([
  ['not-applied', 1, 'open', 'give-a-word', `npm run resolve -- ${PAIR} --by NAME --as resend   or abandon`],
  ['not-applied', 2, 'open', 'give-a-word', `npm run resolve -- ${PAIR} --by NAME --as abandon`],
  ['partial', 1, 'open', 'look-and-resolve', `${LOOK}npm run resolve -- ${PAIR} --by NAME --as merged`],
  ['drifted', 0, 'open', 'look-and-approve', `${LOOK}npm run approve -- r-1 --by NAME --cluster ${'c'.repeat(32)}`],
  ['held', 0, 'open', 'await-next-run', 'the next run of the plan tries it again'],
  ['held', 0, 'done', 'start-again', 'npm run start   with the same plan tries it again'],
])("A pair that is '%s', sent %i times, in a run that is '%s': %s", ([state, sends, runState, code, text]) => {
  const step = nextStep({ pair: PAIR, state, sends }, { run: 'r-1', state: runState, dryRun: false });
  expect(step.code).toBe(code);
  expect(stepText(step)).toBe(text);
});

test('What is typed stands apart from the words around it', () => {
  const step = nextStep({ pair: PAIR, state: 'held', sends: 0 }, { run: 'r-1', state: 'done', dryRun: false });
  expect(stepWords(step)).toEqual({
    before: '',
    command: 'npm run start',
    after: '   with the same plan tries it again',
  });
});
