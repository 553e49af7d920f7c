import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { buildBundle } from './bundle.ts';
import { lentServers } from './lent-servers.ts';
import { oncePerRun } from './once-per-run.ts';
import { scriptsOfRun } from './scripts-setup.ts';
import { makeFolder, postgresOfRun, temporalOfRun } from './servers.ts';

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

/** Vitest's start of a project: one Temporal and one Postgres for all its files and all projects, ended with the last; or those of a test run that started this one. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const lent = lentServers(process.env);
  const scripts = await scriptsOfRun();
  provide('scripts', scripts.value);
  if (lent !== null) {
    const bundle = lent.workflowBundle === null ? await bundleOfRun() : null;
    provide('temporalAddress', lent.temporalAddress);
    provide('temporalNamespace', lent.temporalNamespace);
    provide('adminDatabaseUrl', lent.adminDatabaseUrl);
    provide('workflowBundle', lent.workflowBundle ?? bundle?.value ?? '');
    return async () => {
      await scripts.leave();
      await bundle?.leave();
    };
  }
  const [temporal, postgres, bundle] = [await temporalOfRun(), await postgresOfRun(), await bundleOfRun()];
  provide('temporalAddress', temporal.value.address);
  provide('temporalNamespace', temporal.value.namespace);
  provide('adminDatabaseUrl', postgres.value);
  provide('workflowBundle', bundle.value);
  return async () => {
    await Promise.all([scripts, temporal, postgres, bundle].map(({ leave }) => leave()));
  };
}

function bundleOfRun(): Promise<{ value: string; leave: () => Promise<void> }> {
  return oncePerRun('bundle', async () => {
    const folder = makeFolder();
    return { value: await buildBundle(folder), drop: () => rmSync(folder, { recursive: true, force: true }) };
  });
}
