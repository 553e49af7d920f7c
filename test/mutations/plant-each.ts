import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeFolder } from '../support/servers.ts';
import { applyEdits, copySource, type Edit, takeBackEdits } from '../support/source-copy.ts';
import { type PlantedBug, runTests, type TestName, type Verdict } from './run-tests.ts';

/** A Vitest for each, while others use the machine. */
const LONGEST = 300_000;

/** What a test says that has noticed something, and is not itself broken. A law says so in its own words. */
const NOTICED = /AssertionError|promise resolved .* instead of rejecting|Property failed after \d+ tests/;

/** Tried twice: a copy that is broken fails twice, while a killed worker beside everything else may miss its time once. */
const CLEAN = 'In a copy of our source without a planted bug the tests pass: what fails below is the bug, not the copy';

/**
 * One test for each bug, which passes when the bug's killer fails; and one first that the killers of `sound` pass without a bug.
 * All share one copy of our source, one after the other: what Vitest has made of the files that no bug touches is used again.
 */
export function plantEach(bugs: PlantedBug[], { sound }: { sound: PlantedBug[] }): void {
  let root: string;

  beforeAll(() => {
    root = makeFolder();
    copySource(root, {
      tests: [
        'support',
        'contacts',
        'crm',
        'faults',
        'matching',
        'podium',
        'sandbox',
        'scans',
        'status',
        'store',
        'undo',
        'signals',
        'local',
        'api',
        'report',
        'runs',
        'replay',
        'scripts',
      ],
    });
  });

  afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

  test(CLEAN, { timeout: LONGEST, retry: 1 }, async () => {
    const killers = sound.map(({ killer }) => killer);
    const verdicts = await verdictsWith([], killers);
    expect(verdicts).toMatchObject(killers.map(() => ({ status: 'passed', reasons: [] })));
  });

  test.for(bugs.map((bug) => [bug.name, bug] as const))(
    'Somebody plants "%s": a test notices',
    { timeout: LONGEST },
    async ([, { edits, killer }]) => {
      const [verdict] = await verdictsWith(edits, [killer]);
      expect(verdict).toMatchObject({ status: 'failed', reasons: [expect.stringMatching(NOTICED)] });
    },
  );

  async function verdictsWith(edits: Edit[], tests: TestName[]): Promise<Verdict[]> {
    applyEdits(root, edits);
    try {
      const isBundleOurs = edits.every((edit) => !edit.file.startsWith('workflows/'));
      return await runTests(root, tests, {
        temporalAddress: inject('temporalAddress'),
        temporalNamespace: inject('temporalNamespace'),
        adminDatabaseUrl: inject('adminDatabaseUrl'),
        workflowBundle: isBundleOurs ? inject('workflowBundle') : null,
      });
    } finally {
      takeBackEdits(root, edits);
    }
  }
}
