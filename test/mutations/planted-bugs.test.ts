import { rmSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { makeFolder } from '../support/servers.ts';
import { applyEdits, copySource, type Edit } from '../support/source-copy.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { runTests, type TestName, type Verdict } from './run-tests.ts';

/** A Vitest for each, while others use the machine. */
const LONGEST = 300_000;

/** One with a worker in the test's process, one with a worker that is killed. */
const SOUND = ['swap the pair', 'journal after the effect'];

test(
  'In a copy of our source without a planted bug the tests pass: what fails below is the bug, not the copy',
  async () => {
    const tests = PLANTED_BUGS.filter((bug) => SOUND.includes(bug.name)).map((bug) => bug.killer);
    const verdicts = await inCopy([], tests);
    expect(verdicts).toMatchObject(SOUND.map(() => ({ status: 'passed' })));
  },
  LONGEST,
);

test.for(PLANTED_BUGS.map((bug) => [bug.name, bug] as const))(
  'Somebody plants "%s": a test notices',
  { timeout: LONGEST },
  async ([, { edits, killer }]) => {
    const [verdict] = await inCopy(edits, [killer]);
    expect(verdict).toMatchObject({ status: 'failed', reasons: [expect.stringContaining('AssertionError')] });
  },
);

async function inCopy(edits: Edit[], tests: TestName[]): Promise<Verdict[]> {
  const root = makeFolder();
  try {
    copySource(root, { tests: ['support', 'contacts', 'faults', 'status', 'store'] });
    applyEdits(root, edits);
    const isBundleOurs = edits.every((edit) => !edit.file.startsWith('workflows/'));
    return await runTests(root, tests, {
      temporalAddress: inject('temporalAddress'),
      temporalNamespace: inject('temporalNamespace'),
      adminDatabaseUrl: inject('adminDatabaseUrl'),
      workflowBundle: isBundleOurs ? inject('workflowBundle') : null,
    });
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}
