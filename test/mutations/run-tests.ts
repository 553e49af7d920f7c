import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startLeashed } from '../../local/process/leash.ts';
import { type LentServers, lendServers } from '../support/lent-servers.ts';
import type { Edit } from '../support/source-copy.ts';

/** A test by its file and its title. */
export interface TestName {
  file: string;
  title: string;
}

/** A mistake that somebody could make in the protocol, and the test that must notice. */
export interface PlantedBug {
  name: string;
  edits: Edit[];
  /** File and title of a test of the main suite. */
  killer: TestName;
}

export interface Verdict extends TestName {
  status: 'passed' | 'failed';
  /** Why it failed. */
  reasons: string[];
}

/** Folders whose tests need no servers. */
const PURE = ['contacts', 'crm', 'matching', 'status', 'signals'];

/** What starts a process in a test. One that is missed fails for want of a file, and by no assertion. */
const STARTS = /\.worker\(|\b(?:run|start)Script\b|reportedPairs|start-up|api-process|run-report/;

/** Whether a test file starts processes of ours, which are made of the copy anew. */
export function startsProcesses(root: string, file: string): boolean {
  return STARTS.test(readFileSync(join(root, file), 'utf8'));
}

/**
 * Runs these tests of the copy of our source in `root`, in a Vitest of its own that borrows our servers, and says how each
 * ended. Throws with what it printed when it has nothing to say of one of them: then it was not the test that failed.
 */
export async function runTests(root: string, tests: TestName[], servers: LentServers): Promise<Verdict[]> {
  const outputFile = join(root, 'verdicts.json');
  const logFile = join(root, 'vitest.log');
  rmSync(outputFile, { force: true });
  const files = [...new Set(tests.map((test) => test.file))];
  const isPure = files.every((file) => PURE.some((folder) => file.startsWith(`test/${folder}/`)));
  const starts = files.some((file) => startsProcesses(root, file));
  const args = [
    '--project',
    isPure ? 'unit' : 'integration',
    '--testNamePattern',
    titlesOf(tests),
    '--experimental.fsModuleCache',
    '--reporter',
    'json',
    '--outputFile',
    outputFile,
  ];
  const vitest = await startLeashed({
    name: 'vitest',
    command: process.execPath,
    args: [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...files, ...args],
    env: { ...withoutVitest(process.env), ...lendServers({ ...servers, startsProcesses: starts }) },
    cwd: root,
    logFile,
  });
  await vitest.exited;
  const verdicts = existsSync(outputFile) ? readVerdicts(outputFile) : [];
  return tests.map((test) => verdictOf(verdicts, { root, test, log: () => readFileSync(logFile, 'utf8') }));
}

/** Of titles, as a pattern. */
export function titlesOf(tests: TestName[]): string {
  return tests.map(({ title }) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
}

/** What was said of one test, whose file is named as it is here. Throws where nothing was. */
export function verdictOf(
  verdicts: Verdict[],
  { root, test: { file, title }, log }: { root: string; test: TestName; log: () => string },
): Verdict {
  const found = verdicts.find((verdict) => verdict.title === title && verdict.file === join(root, file));
  if (found?.status !== 'passed' && found?.status !== 'failed')
    throw new Error(`'${title}' of ${file} did not run:\n${log()}`);
  return { ...found, file };
}

/** A Vitest that finds another one's variables takes itself for one of its workers, and with the soak's seed it has no other project. */
export function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST') && name !== 'SOAK_SEED'));
}

interface JsonReport {
  testResults: { name: string; assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
}

function readVerdicts(path: string): Verdict[] {
  const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as JsonReport;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.flatMap(({ title, status, failureMessages }) =>
      status === 'passed' || status === 'failed' ? [{ file: name, title, status, reasons: failureMessages }] : [],
    ),
  );
}
