import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Scene } from '../support/scene.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `./scripts/report.ts` as a process, with the scene's settings or others. */
export function runReport(scene: Pick<Scene, 'folder' | 'env'>, ...args: string[]): Promise<Ran> {
  const env = { PATH: process.env.PATH, ...scene.env };
  return new Promise((resolve) => {
    const options = { cwd: scene.folder, env };
    execFile(process.execPath, [join(inject('scripts'), 'report.cjs'), ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}
