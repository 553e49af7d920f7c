import type { TestProject } from 'vitest/node';
import { makeScripts } from './scripts.ts';

/** Vitest's start of a project that needs no servers: the scripts in plain JavaScript for all its files, gone with it. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const scripts = await makeScripts(process.env);
  provide('scripts', scripts.folder);
  return scripts.drop;
}
