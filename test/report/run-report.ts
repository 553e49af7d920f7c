import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Scene } from '../support/scene.ts';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const SCRIPT = fileURLToPath(new URL('../../scripts/report.ts', import.meta.url));

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
    execFile(process.execPath, ['--import', TSX, SCRIPT, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}
