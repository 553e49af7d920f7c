#!/usr/bin/env node
// Installs if needed, runs all tests, and says at the end which files were slowest and how many tests passed. Plain JavaScript: it must run before an install.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import './cli/ensure-installed.mjs';
import { bothTries, triedAgain } from './test/second-try.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = join(root, '.data', 'test-results.json');

mkdirSync(dirname(results), { recursive: true, mode: 0o711 });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

const first = run(process.argv.slice(2));
const again = triedAgain(first.report.testResults, root);
if (again.length > 0) process.stdout.write(`\nOnce more, alone: ${again.join(', ')}\n`);
const second = again.length > 0 ? run([...again, '--no-file-parallelism']).report : null;
const { files, onlyThen, passed, failed, left, broken } = bothTries(first.report, second, root);

process.stdout.write(`\n${slowestFiles(files).join('\n')}\n`);
if (onlyThen.length > 0)
  process.stdout.write(
    `Failed beside the others and passed alone, at the second try: find out why\n  ${onlyThen.join('\n  ')}\n`,
  );
if (left > 0) process.stdout.write(`${left} tests were skipped or are still to do: none may be\n`);
process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
process.exit(left > 0 || broken || (first.status !== 0 && second === null) ? 1 : 0);

function run(chosen) {
  rmSync(results, { force: true });
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...chosen];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return { status, report: JSON.parse(readFileSync(results, 'utf8')) };
}

/** The ten that took longest, hooks included: where a minute can be saved. */
function slowestFiles(files) {
  const timed = files.map(({ name, startTime, endTime, assertionResults }) => ({
    path: relative(root, name),
    seconds: (endTime - startTime) / 1000,
    tests: assertionResults.length,
  }));
  const slowest = timed.sort((a, b) => b.seconds - a.seconds).slice(0, 10);
  return [
    `The slowest of ${files.length} files:`,
    ...slowest.map(({ path, seconds, tests }) => `${seconds.toFixed(1).padStart(7)} s  ${path} (${tests} tests)`),
  ];
}
