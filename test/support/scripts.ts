import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env } from '../../config/variables.ts';
import { bundlePrograms } from './bundle-programs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Scripts {
  folder: string;
  drop(): void;
}

/** What a test run starts its processes from; nothing where whoever started it knows that its tests start none: see `test/mutations`. */
export async function makeScripts(env: Env): Promise<Scripts> {
  if (env.TEST_NO_SCRIPTS !== undefined) return { folder: '', drop: () => {} };
  const folder = await buildScripts();
  return { folder, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * All scripts in plain JavaScript, and the worker of the address book, in a new folder: `NAME.cjs` each. A test run starts hundreds of
 * them, and with all their packages in one file, compiled already, a process takes a third of the time. Each file of ours still believes
 * to be where it was written. That the scripts run as they stand is for help.test.ts.
 */
async function buildScripts(): Promise<string> {
  const data = join(ROOT, '.data');
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'test-scripts-'));
  const scripts = readdirSync(join(ROOT, 'scripts')).filter((name) => name.endsWith('.ts'));
  const verbs = scripts
    .filter((name) => name !== 'worker.ts')
    .map((name) => ({ name: basename(name, '.ts'), path: join(ROOT, 'scripts', name) }));
  // A copy of our source with a planted bug has no address book.
  const workers = [
    { name: 'worker', path: join(ROOT, 'scripts/worker.ts') },
    { name: 'address-book-worker', path: join(ROOT, 'test/connector/worker.ts') },
  ].filter(({ path }) => existsSync(path));
  await Promise.all([
    bundlePrograms({ folder, bundle: 'verbs', programs: verbs }),
    bundlePrograms({ folder, bundle: 'workers', programs: workers }),
  ]);
  return folder;
}
