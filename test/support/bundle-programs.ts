import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';

const LAUNCH = fileURLToPath(new URL('./launch.cjs', import.meta.url));

/** What only those load that make a bundle of the workflows. */
const OF_WORKFLOW_BUNDLES = ['webpack', 'memfs', 'unionfs'];

/** Where Temporal's worker runs workflows, as a program of the same bundle. */
const THREAD = 'workflow-thread';

interface Program {
  name: string;
  /** Of its TypeScript. */
  path: string;
}

/** Several programs with all their packages in one file of plain JavaScript, what V8 makes of it, and a `NAME.cjs` that starts each. */
export async function bundlePrograms(options: { folder: string; bundle: string; programs: Program[] }): Promise<void> {
  const { folder, bundle, programs } = options;
  const paths = programs.map(({ path }) => path);
  const imports = programs.map(({ name, path }) => [name, path]);
  const threads = bundle === 'workers' ? [[THREAD, '@temporalio/worker/lib/workflow/workflow-worker-thread.js']] : [];
  const entries = [...imports, ...threads].map(([name, path]) => `${quoted(name)}: () => require(${quoted(path)})`);
  await build({
    stdin: { contents: `module.exports = { ${entries.join(', ')} };`, resolveDir: dirname(LAUNCH), loader: 'js' },
    outfile: join(folder, `${bundle}.cjs`),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    charset: 'ascii',
    keepNames: true,
    external: ['pg-native', '@swc/core'],
    logLevel: 'error',
    plugins: [ours(paths), temporals(folder), lazily(OF_WORKFLOW_BUNDLES)],
  });
  for (const [name] of [...imports, ...threads])
    writeFileSync(
      join(folder, `${name}.cjs`),
      `require(${quoted(LAUNCH)})(__dirname, ${quoted(bundle)}, ${quoted(name)});\n`,
    );
  await promisify(execFile)(process.execPath, [LAUNCH, folder, bundle, ...programs.map(({ name }) => name)]);
}

/** Each file believes to be where it was written; what a program does after its imports awaits, and is handed to whoever launches it. */
function ours(programs: string[]): Plugin {
  return {
    name: 'ours',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', quoted(pathToFileURL(path).href));
        if (!programs.includes(path)) return { loader: 'ts', contents: text };
        const last = [...text.matchAll(/^import [^;]*;$/gm)].at(-1);
        const start = last === undefined ? text.indexOf('\n') : last.index + last[0].length;
        return { loader: 'ts', contents: `${text.slice(0, start)}\nrunMain(async () => {${text.slice(start)}\n});` };
      }),
  };
}

/** Temporal's worker, and what it uses, look for files beside their own, one of which is the program of a thread. */
function temporals(folder: string): Plugin {
  const thread = quoted(join(folder, `${THREAD}.cjs`));
  return {
    name: "Temporal's",
    setup: ({ onLoad }) =>
      onLoad({ filter: /node_modules\/(@temporalio|@grpc|source-map)\/.*\.js$/ }, ({ path }) => ({
        loader: 'js',
        contents: readFileSync(path, 'utf8')
          .replaceAll("require.resolve('./workflow-worker-thread')", thread)
          .replaceAll(/require\.resolve\('(\.[^']+)'\)/g, (_, to) => quoted(resolve(dirname(path), to)))
          .replaceAll('__dirname', quoted(dirname(path)))
          .replaceAll('__filename', quoted(path)),
      })),
  };
}

/** Packages that are not bundled, and only loaded when something of them is asked for. */
function lazily(names: string[]): Plugin {
  return {
    name: 'lazily',
    setup: ({ onLoad, onResolve }) => {
      const namespace = 'lazily';
      onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path, namespace: from }) =>
        from === namespace ? { external: true } : { path, namespace },
      );
      onLoad({ filter: /./, namespace }, ({ path }) => ({
        loader: 'js',
        contents: `let all; module.exports = new Proxy({}, {
          get: (_, name) => name === '__esModule' || (all ??= require(${quoted(path)}))[name],
        });`,
      }));
    },
  };
}

function quoted(text: string | undefined): string {
  return JSON.stringify(text);
}
