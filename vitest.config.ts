import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration, type TestUserConfig } from 'vitest/config';
import house from './floors.json' with { type: 'json' };
import { patience } from './test/support/patience.ts';

/** A project's folders stand in floors.json: `npm run check` fails for a folder of tests that no project runs. */
const testsOf = (project: keyof typeof house.tests): string[] =>
  house.tests[project].map((folder) => `test/${folder}/**/*.test.ts`);

/** The workflows run in the test's process: a server is played, so that thousands of histories take minutes. */
const WITHOUT_SERVER = {
  '@temporalio/workflow': fileURLToPath(new URL('./test/support/workflow-here.ts', import.meta.url)),
};

/** When to give up, in milliseconds on a quick machine: only a test that hangs takes so long, so that none ends for being slow. */
function bounds({ test, hook }: { test: number; hook: number }): TestUserConfig {
  return { testTimeout: patience(test), hookTimeout: patience(hook), expect: { poll: { timeout: patience(30_000) } } };
}

/** Runs alone, and only for `npm run soak`: tests that make their cases at random, and those that are too long for every day. */
const soak: TestProjectConfiguration = {
  test: {
    name: 'soak',
    isolate: false,
    alias: WITHOUT_SERVER,
    include: [...testsOf('unit'), ...testsOf('ledger'), ...testsOf('soak')],
    setupFiles: ['test/support/soak-seed.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    ...bounds({ test: 600_000, hook: 120_000 }),
  },
};

const everyDay: TestProjectConfiguration[] = [
  {
    test: {
      name: 'unit',
      isolate: false,
      include: testsOf('unit'),
      globalSetup: ['test/support/scripts-setup.ts'],
      ...bounds({ test: 60_000, hook: 60_000 }),
    },
  },
  {
    test: {
      name: 'integration',
      isolate: false,
      // Each of these brings a worker process: more at once only starve each other's heartbeats.
      maxConcurrency: 2,
      include: testsOf('integration'),
      globalSetup: ['test/support/global-setup.ts'],
      ...bounds({ test: 300_000, hook: 120_000 }),
    },
  },
  {
    test: {
      name: 'ledger',
      isolate: false,
      alias: WITHOUT_SERVER,
      include: testsOf('ledger'),
      globalSetup: ['test/support/database-setup.ts'],
      ...bounds({ test: 120_000, hook: 120_000 }),
    },
  },
  {
    test: {
      name: 'browser',
      isolate: false,
      include: testsOf('browser'),
      globalSetup: ['test/support/global-setup.ts'],
      ...bounds({ test: 120_000, hook: 120_000 }),
    },
  },
  {
    test: {
      name: 'replay',
      isolate: false,
      include: testsOf('replay'),
      ...bounds({ test: 120_000, hook: 120_000 }),
    },
  },
];

export default defineConfig({
  test: {
    pool: 'forks',
    fileParallelism: true,
    maxWorkers: 3,
    projects: process.env.SOAK_SEED === undefined ? everyDay : [soak],
  },
});
