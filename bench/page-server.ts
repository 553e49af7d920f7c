import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLeashed } from '../local/process/leash.ts';
import { until } from '../local/process/until.ts';
import type { Stage } from './stage.ts';

const API = fileURLToPath(new URL('../scripts/api.ts', import.meta.url));
const TOKEN = 'the-token-of-who-measures';

export interface PageServer {
  url: string;
  /** Of one who may do everything. */
  headers: Record<string, string>;
  /** What it takes at this moment, and the most that it has taken. */
  memory(): { nowMiB: number; peakMiB: number };
  stop(): Promise<unknown>;
}

/** The server of the pages as people start it, in a process of its own, for the runs of a stage. */
export async function startPageServer({ env, folder }: Pick<Stage, 'env' | 'folder'>): Promise<PageServer> {
  const people = join(folder, 'people');
  writeFileSync(people, `Who measures, operate, ${createHash('sha256').update(TOKEN).digest('hex')}\n`);
  const logFile = join(folder, 'api.log');
  const server = await startLeashed({
    name: 'api',
    command: process.execPath,
    args: ['--import', 'tsx', API, '--json'],
    env: { ...env, DEDUPE_DATA_DIR: join(folder, 'data'), API_TOKENS_FILE: people, API_PORT: '0' },
    logFile,
  });
  const url = await until(() => urlIn(logFile), { timeoutMs: 60_000 });
  if (url === null) throw new Error(`The server is not ready: see ${logFile}`);
  return {
    url,
    headers: { authorization: `Bearer ${TOKEN}`, accept: 'text/html' },
    memory: () => {
      const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
      const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
      return { nowMiB: of('VmRSS'), peakMiB: of('VmHWM') };
    },
    stop: () => server.stop(),
  };
}

function urlIn(logFile: string): string | null {
  return /"url":"([^"]+)"/.exec(readFileSync(logFile, { encoding: 'utf8', flag: 'a+' }))?.[1] ?? null;
}
