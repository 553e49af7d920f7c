import type { TestProject } from 'vitest/node';
import { buildBundle } from './bundle.ts';
import { startTestServers } from './servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    temporalAddress: string;
    temporalNamespace: string;
    /** Of the database `postgres`: see `createDatabase`. */
    adminDatabaseUrl: string;
    /** Path of the workflow bundle, built once for all workers. */
    workflowBundle: string;
  }
}

/** Vitest's start of a project: one Temporal and one Postgres for all its files, ended with the project. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { folder, temporal, postgres, stop } = await startTestServers();
  provide('temporalAddress', temporal.address);
  provide('temporalNamespace', temporal.namespace);
  provide('adminDatabaseUrl', postgres.adminUrl);
  provide('workflowBundle', await buildBundle(folder));
  return stop;
}
