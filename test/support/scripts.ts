import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Env } from '../../config/variables.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Temporal's worker has parts that are no JavaScript, and must share its packages with our steps. */
const OF_WORKERS = ['@temporalio/*'];

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
 * All scripts in plain JavaScript, and the worker of the address book, in a new folder. A test run starts hundreds of them, and with their
 * packages in a few files a process takes a fraction of the time. Each file of ours still believes to be where it was written. That
 * the scripts run as they stand is for help.test.ts.
 */
async function buildScripts(): Promise<string> {
  const data = join(ROOT, '.data');
  mkdirSync(data, { recursive: true });
  const outdir = mkdtempSync(join(data, 'test-scripts-'));
  const scripts = readdirSync(join(ROOT, 'scripts')).filter((name) => name.endsWith('.ts'));
  const verbs = scripts
    .filter((name) => name !== 'worker.ts')
    .map((name) => ({ in: join(ROOT, 'scripts', name), out: basename(name, '.ts') }));
  // A copy of our source with a planted bug has no address book.
  const workers = [
    { in: join(ROOT, 'scripts/worker.ts'), out: 'worker' },
    { in: join(ROOT, 'test/connector/worker.ts'), out: 'address-book-worker' },
  ].filter((worker) => existsSync(worker.in));
  await Promise.all([
    bundle({ outdir, entryPoints: verbs, external: [] }),
    bundle({ outdir, entryPoints: workers, external: OF_WORKERS }),
  ]);
  return outdir;
}

async function bundle(options: {
  outdir: string;
  entryPoints: { in: string; out: string }[];
  external: string[];
}): Promise<void> {
  await build({
    ...options,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    keepNames: true,
    external: [...options.external, 'pg-native'],
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    // Packages of the older kind ask for Node's own by `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [ownAddresses],
  });
}

const ownAddresses: Plugin = {
  name: 'own addresses',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
    })),
};
