import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { buildScripts } from './scripts.ts';

/** Vitest's start of a project that needs no servers: the scripts in plain JavaScript for all its files, gone with it. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const scripts = await buildScripts();
  provide('scripts', scripts);
  return () => rmSync(scripts, { recursive: true, force: true });
}
