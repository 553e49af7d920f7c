import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the script as a process of its own, in a folder without `.env`. */
export function runPreview(args: string[], options: { cwd?: string; env?: Record<string, string> } = {}): Ended {
  const { cwd = tmpdir(), env = {} } = options;
  const ended = spawnSync(process.execPath, [join(inject('scripts'), 'preview.cjs'), ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DEDUPE_HOME: cwd, ...env },
    encoding: 'utf8',
  });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** A folder with these files, gone after the test. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
