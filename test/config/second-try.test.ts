import { expect, test } from 'vitest';
import { bothTries, triedAgain } from '../../scripts/test/second-try.mjs';

const WRONG = 'AssertionError: expected 2 to be 1';
const IN_VAIN = 'Error: Gave up waiting: the run is done\n    at until';

function file(path: string, ...messages: string[]) {
  const failed = messages.map((message) => ({
    status: 'failed',
    fullName: `says ${message}`,
    failureMessages: [message],
  }));
  const assertionResults = [{ status: 'passed', fullName: 'fine', failureMessages: [] }, ...failed];
  return { name: `/repo/test/${path}`, status: failed.length > 0 ? 'failed' : 'passed', assertionResults };
}

test('A few files that failed are tried again, those that passed are not', () => {
  const files = [file('store/a.test.ts'), file('store/b.test.ts', WRONG), file('runs/c.test.ts', IN_VAIN)];
  expect(triedAgain(files, '/repo')).toEqual(['test/store/b.test.ts', 'test/runs/c.test.ts']);
});

test('Where many fail it is no chance, and nothing is tried again', () => {
  const files = ['a', 'b', 'c', 'd'].map((name) => file(`store/${name}.test.ts`, WRONG));
  expect(triedAgain(files, '/repo')).toEqual([]);
});

test.for(['faults', 'ledger', 'connector'])(
  'In %s only a wait in vain is tried again, nothing that was found wrong',
  (folder) => {
    const files = [file(`${folder}/wrong.test.ts`, IN_VAIN, WRONG), file(`${folder}/late.test.ts`, IN_VAIN)];
    expect(triedAgain(files, '/repo')).toEqual([`test/${folder}/late.test.ts`]);
  },
);

test('The count is that of the second try where there was one, and names what passed only then', () => {
  const first = {
    testResults: [file('store/a.test.ts'), file('store/b.test.ts', WRONG), file('store/c.test.ts', WRONG)],
  };
  const mended = { ...file('store/b.test.ts'), assertionResults: [{ status: 'passed' }, { status: 'passed' }] };
  const second = { testResults: [mended, file('store/c.test.ts', WRONG)] };
  expect(bothTries(first, second, '/repo')).toMatchObject({
    onlyThen: [`test/store/b.test.ts: says ${WRONG}`],
    passed: 4,
    failed: 1,
    left: 0,
    broken: true,
  });
});

test('A file that does not load is broken although no test of it failed', () => {
  const first = { testResults: [{ name: '/repo/test/store/a.test.ts', status: 'failed', assertionResults: [] }] };
  expect(bothTries(first, null, '/repo')).toMatchObject({ passed: 0, failed: 0, broken: true, onlyThen: [] });
});
