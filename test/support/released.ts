import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { startRun } from '../../control/start-run.ts';
import type { pauseRun } from '../../control/stop/pause-run.ts';
import type { migrateDatabase } from '../../store/migrate.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What was released last: runs that it began are out there. */
const RELEASED = 'b64450b';

/** Its source of then in a folder of its own, with our packages. Needs the history of the repository. */
export function checkOutReleased(folder: string): string {
  const source = join(folder, 'released');
  mkdirSync(source);
  const archive = join(folder, 'released.tar');
  try {
    execFileSync('git', ['archive', '--output', archive, RELEASED], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    throw new Error(`Commit ${RELEASED} is not here: 'git fetch --unshallow' brings the history`, { cause });
  }
  execFileSync('tar', ['-xf', archive, '-C', source]);
  symlinkSync(join(ROOT, 'node_modules'), join(source, 'node_modules'));
  return source;
}

/** What begins and pauses a run as it did then. */
export interface ReleasedModules {
  migrateDatabase: (...asked: Parameters<typeof migrateDatabase>) => Promise<unknown>;
  startRun: typeof startRun;
  pauseRun: typeof pauseRun;
}

export async function releasedModules(source: string): Promise<ReleasedModules> {
  const load = async (path: string): Promise<object> =>
    (await import(/* @vite-ignore */ pathToFileURL(join(source, path)).href)) as object;
  const modules = await Promise.all(['store/database.ts', 'control/start-run.ts', 'control/pause-run.ts'].map(load));
  return Object.assign({}, ...modules) as ReleasedModules;
}
