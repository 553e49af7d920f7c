import type { TestProject } from 'vitest/node';
import { postgresOfRun } from './servers.ts';

/** Vitest's start of a project that needs Postgres alone. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const postgres = await postgresOfRun();
  provide('adminDatabaseUrl', postgres.value);
  return postgres.leave;
}
