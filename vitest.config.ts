import { defineConfig } from 'vitest/config';

const unit = [
  'test/contacts/**',
  'test/crm/**',
  'test/sandbox/**',
  'test/config/**',
  'test/log/**',
  'test/preview/**',
  'test/status/**',
];

export default defineConfig({
  test: {
    pool: 'forks',
    fileParallelism: true,
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          include: unit.map((folder) => `${folder}/*.test.ts`),
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          isolate: false,
          // Each of these brings a worker process: more at once only starve each other's heartbeats.
          maxConcurrency: 2,
          include: ['test/{local,store,runs,faults,mutations,scripts,report,demo,compose,api}/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          isolate: false,
          include: ['test/browser/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'replay',
          isolate: false,
          include: ['test/replay/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
