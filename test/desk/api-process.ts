import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { startLeashed } from '../../local/process/leash.ts';
import { until } from '../../local/process/until.ts';
import { patience } from '../support/patience.ts';
import type { Scene } from '../support/scene.ts';
import { TEST_TIMING } from '../support/timing.ts';

export interface ApiProcess {
  url: string;
  port: number;
  /** Where its uploads and login links are. */
  dataDir: string;
  /** By SIGKILL, as when the machine fails; resolves once it is gone. */
  kill(): Promise<void>;
}

/** The real server of the pages of a scene's runs, as a process of its own; at a port of before, as one that is started anew. */
export async function startApiProcess({ env, folder }: Pick<Scene, 'env' | 'folder'>, port = 0): Promise<ApiProcess> {
  const dataDir = join(folder, 'data');
  const logFile = join(folder, `api-${Date.now()}.log`);
  const leash = await startLeashed({
    name: 'api',
    command: process.execPath,
    args: [join(inject('scripts'), 'api.cjs'), '--json'],
    env: {
      ...process.env,
      ...env,
      DEDUPE_DATA_DIR: dataDir,
      DEDUPE_TIMING: JSON.stringify(TEST_TIMING),
      API_PORT: String(port),
    },
    cwd: folder,
    logFile,
  });
  const url = await until(() => urlIn(logFile), { timeoutMs: patience(60_000) });
  if (url === null) throw new Error(`The server did not get ready:\n${readFileSync(logFile, 'utf8')}`);
  const kill = async (): Promise<void> => {
    leash.kill('SIGKILL');
    await leash.exited;
  };
  return { url, port: Number(new URL(url).port), dataDir, kill };
}

function urlIn(logFile: string): string | null {
  if (!existsSync(logFile)) return null;
  return /"url":"([^"]+)"/.exec(readFileSync(logFile, 'utf8'))?.[1] ?? null;
}
