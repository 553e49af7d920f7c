#!/usr/bin/env node
// Installs if needed, runs all tests, and says at the end which files were slowest and how many tests passed. Plain JavaScript: it must run before an install.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import './cli/ensure-installed.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = join(root, '.data', 'test-results.json');

mkdirSync(dirname(results), { recursive: true, mode: 0o711 });
rmSync(results, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = [
  vitest,
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
  readFileSync(results, 'utf8'),
);
process.stdout.write(`\n${slowestFiles(testResults).join('\n')}\n`);
const left = numPendingTests + numTodoTests;
if (left > 0) process.stdout.write(`${left} tests were skipped or are still to do: none may be\n`);
process.stdout.write(`tests: ${numPassedTests} passed, ${numFailedTests} failed\n`);
process.exit(status !== 0 || left > 0 ? 1 : 0);

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
