#!/usr/bin/env node
// Installs if needed, runs all tests, and says in one line how many passed. Plain JavaScript: it must run before an install.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './ensure-installed.mjs';

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
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(results, 'utf8'));
const left = numPendingTests + numTodoTests;
if (left > 0) process.stdout.write(`${left} tests were skipped or are still to do: none may be\n`);
process.stdout.write(`tests: ${numPassedTests} passed, ${numFailedTests} failed\n`);
process.exit(status !== 0 || left > 0 ? 1 : 0);
