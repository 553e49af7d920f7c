import type { TestProject } from 'vitest/node';
import { oncePerRun } from './once-per-run.ts';
import { makeScripts } from './scripts.ts';

/** Vitest's start of a project that needs no servers: the scripts in plain JavaScript for all its files, gone with the last project. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const scripts = await scriptsOfRun();
  provide('scripts', scripts.value);
  return scripts.leave;
}

/** The folder of all scripts in plain JavaScript. */
export function scriptsOfRun(): Promise<{ value: string; leave: () => Promise<void> }> {
  return oncePerRun('scripts', async () => {
    const { folder, drop } = await makeScripts(process.env);
    return { value: folder, drop };
  });
}
