import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeFolder } from '../support/servers.ts';
import { applyEdits, copySource, takeBackEdits } from '../support/source-copy.ts';
import { type PlantedBug, runTests, startsProcesses, type TestName, type Verdict } from './run-tests.ts';
import { openSession, type Session } from './session.ts';

/** Beside others that use the machine. */
const LONGEST = 300_000;

/** What a test says that has noticed something, and is not itself broken. A law says so in its own words. */
const NOTICED =
  /AssertionError|promise resolved .* instead of rejecting|Property failed after \d+ tests|Who only reads has written/;

/** Tried twice: a copy that is broken fails twice, while a killed worker beside everything else may miss its time once. */
const CLEAN = 'In a copy of our source without a planted bug the tests pass: what fails is the bug, not the copy';

/**
 * One test for each bug, which passes when the bug's killer fails; and one last that the killers of `sound` pass where all bugs are taken back.
 * All share one copy of our source, one after the other, and where nothing of it is started as a process, one Vitest too: what that has made of
 * the files that no bug touches is used again.
 */
export function plantEach(bugs: PlantedBug[], { sound }: { sound: PlantedBug[] }): void {
  let root: string;
  let session: Session;

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
        'desk',
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
    session = openSession(root, lent());
  });

  afterAll(async () => {
    await session.end();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });

  test.for(bugs.map((bug) => [bug.name, bug] as const))(
    'Somebody plants "%s": a test notices',
    { timeout: LONGEST },
    async ([, { edits, killer }], { signal }) => {
      applyEdits(root, edits);
      try {
        const edited = edits.map(({ file }) => file);
        const verdict = await verdictOn(killer, { edited, signal });
        expect(verdict).toMatchObject({ status: 'failed', reasons: [expect.stringMatching(NOTICED)] });
      } finally {
        takeBackEdits(root, edits);
      }
    },
  );

  test(CLEAN, { timeout: LONGEST, retry: 1 }, async ({ signal }) => {
    for (const { killer } of sound)
      expect(await verdictOn(killer, { edited: [], signal })).toMatchObject({ status: 'passed', reasons: [] });
  });

  /** A process of ours, and a bundle of its workflows, is made of the copy as it is now. */
  async function verdictOn(
    killer: TestName,
    { edited, signal }: { edited: string[]; signal: AbortSignal },
  ): Promise<Verdict | undefined> {
    const isBundleOurs = edited.every((file) => !file.startsWith('workflows/'));
    const [verdict] =
      isBundleOurs && !startsProcesses(root, killer.file)
        ? await session.run([killer], edited, signal)
        : await runTests(root, [killer], { ...lent(), ...(!isBundleOurs && { workflowBundle: null }) });
    return verdict;
  }
}

function lent() {
  return {
    temporalAddress: inject('temporalAddress'),
    temporalNamespace: inject('temporalNamespace'),
    adminDatabaseUrl: inject('adminDatabaseUrl'),
    workflowBundle: inject('workflowBundle'),
  };
}
