#!/usr/bin/env -S node --import tsx
// `npm run test:node -- 24`: runs preview, demo and replay with that Node, from npm's package of its binary, kept in the user's cache folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../local/temporal/binary.ts';
import { lockfileOf, NODES } from './nodes.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const USAGE = `Usage: npm run test:node -- VERSION      one of ${Object.keys(NODES).join(', ')}`;

const PARTS: [name: string, command: string[]][] = [
  ['preview', ['--import', 'tsx', 'scripts/preview.ts', '--csv', 'samples/contacts_pivot.csv']],
  ['demo', ['--import', 'tsx', 'scripts/demo.ts']],
  ['replay', ['node_modules/vitest/vitest.mjs', 'run', '--project', 'replay']],
];

process.exit(main(process.argv[2] ?? ''));

function main(asked: string): number {
  const pinned = NODES[asked];
  if (pinned === undefined) {
    console.error(`Expected a version. ${USAGE}`);
    return 2;
  }
  const system = `${process.platform}-${process.arch}`;
  const lockfile = lockfileOf(pinned, system);
  if (lockfile === null) {
    console.error(`No Node ${pinned.version} for ${system} in .ci/nodes.ts: add the hash of 'node-${system}' there`);
    return 2;
  }
  const node = installed({ version: pinned.version, system, lockfile });
  const data = mkdtempSync(join(tmpdir(), 'contact-dedupe-node-'));
  try {
    const failed = PARTS.filter(([name, command]) => !passes({ name, command, node, data }));
    console.log(`Node ${pinned.version}: ${failed.length === 0 ? 'all of it works' : 'does not work'}`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The path of its binary, which the cache keeps. */
function installed({ version, system, lockfile }: { version: string; system: string; lockfile: object }): string {
  const folder = join(cacheFolder(process.env), `node-${version}-${system}`);
  const node = join(folder, 'node_modules', `node-${system}`, 'bin', 'node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'a-node', private: true, dependencies: { [`node-${system}`]: version } }),
  );
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lockfile));
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`Cannot install node-${system}@${version}: npm ended with ${status}`);
  return node;
}

function passes(part: { name: string; command: string[]; node: string; data: string }): boolean {
  const { name, command, node, data } = part;
  const startedAt = performance.now();
  const places = Object.fromEntries(
    ['BACKUP_DIR', 'REPORTS_DIR', 'LOGS_DIR', 'DEDUPE_DATA_DIR'].map((key) => [key, join(data, key.toLowerCase())]),
  );
  // Whatever these start by `env node` gets this one too.
  const env = { ...process.env, ...places, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(node, command, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${name.padEnd(8)} ${status === 0 ? 'ok' : `ended with ${status}`}, ${seconds} s`);
  const warnings = new Set(
    stderr.match(/^\(node:\d+\).*Warning:.*$/gm)?.map((line) => line.replace(/^\(node:\d+\) /, '')),
  );
  for (const warning of warnings) console.log(`         ${warning}`);
  if (status !== 0) console.log(`${stdout}\n${stderr}`);
  return status === 0;
}
