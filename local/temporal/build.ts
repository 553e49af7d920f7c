import { execFile } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Env } from '../../config/variables.ts';
import { makePartFolder } from '../part-folder.ts';
import { startLeashed } from '../process/leash.ts';
import { findOnPath } from './find-on-path.ts';

/** The last release whose module `go install` accepts: later ones have a `replace` line. */
export const CLI_VERSION = 'v1.5.1';

export interface TemporalBuild {
  /** The file to make. It appears whole or not at all, also when two builds run at once. */
  destination: string;
  env: Env;
  say: (line: string) => void;
}

/** Builds the Temporal CLI with Go into the user's cache: 2 to 3 minutes, once. False when there is no Go that can. */
export async function buildTemporal({ destination, env, say }: TemporalBuild): Promise<boolean> {
  const go = findOnPath('go', env);
  if (!go || !(await isRecent(go, env))) return false;
  const folder = makePartFolder(dirname(destination));
  try {
    say(`Building the Temporal CLI ${CLI_VERSION} with Go into ${destination}: 2 to 3 minutes, only this once`);
    const lines: string[] = [];
    const build = await startLeashed({
      name: 'go install',
      command: go,
      args: ['install', `github.com/temporalio/cli/cmd/temporal@${CLI_VERSION}`],
      env: { ...env, CGO_ENABLED: '0', GOBIN: folder, GOFLAGS: '' },
      cwd: folder,
      onLine: (line) => lines.push(line),
    });
    const { code } = await build.exited;
    if (code === 0) renameSync(join(folder, 'temporal'), destination);
    else say(`The build failed: ${lines.slice(-3).join(' | ')}`);
    return code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function isRecent(go: string, env: Env): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(go, ['version'], { env });
    const [, major = '0', minor = '0'] = /\bgo(\d+)\.(\d+)/.exec(stdout) ?? [];
    return Number(major) > 1 || Number(minor) >= 25;
  } catch {
    return false;
  }
}
