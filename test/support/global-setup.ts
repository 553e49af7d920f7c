import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { buildBundle } from './bundle.ts';
import { lentServers } from './lent-servers.ts';
import { makeScripts } from './scripts.ts';
import { makeFolder, startTestServers } from './servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    temporalAddress: string;
    temporalNamespace: string;
    /** Of the database `postgres`: see `createDatabase`. */
    adminDatabaseUrl: string;
    /** Path of the workflow bundle, built once for all workers. */
    workflowBundle: string;
    /** The folder of the scripts in plain JavaScript, `NAME.cjs` each. */
    scripts: string;
  }
}

/** Vitest's start of a project: one Temporal and one Postgres for all its files, ended with the project; or those of a test run that started this one. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const lent = lentServers(process.env);
  const scripts = await makeScripts(process.env);
  provide('scripts', scripts.folder);
  if (lent !== null) {
    const folder = makeFolder();
    provide('temporalAddress', lent.temporalAddress);
    provide('temporalNamespace', lent.temporalNamespace);
    provide('adminDatabaseUrl', lent.adminDatabaseUrl);
    provide('workflowBundle', lent.workflowBundle ?? (await buildBundle(folder)));
    return async () => {
      scripts.drop();
      rmSync(folder, { recursive: true, force: true });
    };
  }
  const { folder, temporal, postgres, stop } = await startTestServers();
  provide('temporalAddress', temporal.address);
  provide('temporalNamespace', temporal.namespace);
  provide('adminDatabaseUrl', postgres.adminUrl);
  provide('workflowBundle', await buildBundle(folder));
  return async () => {
    scripts.drop();
    await stop();
  };
}
