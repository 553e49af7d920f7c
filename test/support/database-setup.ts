import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { makeFolder, startTestPostgres } from './servers.ts';

/** Vitest's start of a project that needs Postgres alone. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = makeFolder();
  const postgres = await startTestPostgres({ folder });
  provide('adminDatabaseUrl', postgres.adminUrl);
  return async () => {
    await postgres.stop();
    for (const path of [folder, postgres.pgData]) rmSync(path, { recursive: true, force: true });
  };
}
