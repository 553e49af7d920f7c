#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: nothing but the temporary folders of the tests that it runs.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { counted } from '../contacts/words/counted.ts';
import house from '../floors.json' with { type: 'json' };
import { fail } from './cli/fail.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Runs the tests that make their cases at random again and again, each round with another seed, and says what it did.

Usage: npm run soak [-- --minutes N] [--seed S]

  --minutes N   begin no new round after N minutes; default 10
  --seed S      seed of the first round, the others count up from it; default: from the clock
  --help        this text

Exit codes: 0 every round passed, 1 a test failed (its round's seed is printed: --minutes 0 --seed S repeats it), 2 usage.
`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));

try {
  const { minutes, seed, help } = parseArgs({
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
  }).values;
  if (help) process.stdout.write(HELP);
  else soak({ minutes: count('minutes', minutes ?? '10'), firstSeed: count('seed', seed ?? String(clockSeed())) });
} catch (error) {
  fail(error);
}

function count(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} is '${text}', expected a whole number`);
}

function clockSeed(): number {
  return Date.now() % 1_000_000_000;
}

function soak({ minutes, firstSeed }: { minutes: number; firstSeed: number }): void {
  const files = randomTests();
  const started = performance.now();
  const passed = (): number => (performance.now() - started) / 60_000;
  let rounds = 0;
  do {
    const seed = firstSeed + rounds;
    rounds += 1;
    process.stdout.write(`Round ${rounds}, seed ${seed}: ${counted(files.length, 'file')}\n`);
    if (!passes(files, seed)) {
      process.stdout.write(`soak: failed in round ${rounds}. Repeat it: npm run soak -- --minutes 0 --seed ${seed}\n`);
      process.exitCode = 1;
      return;
    }
  } while (passed() < minutes);
  process.stdout.write(
    `soak: ${counted(rounds, 'round')} passed in ${passed().toFixed(1)} minutes, first seed ${firstSeed}\n`,
  );
}

/** Tests of rules and of the ledger that let fast-check make their cases, and all that are written for this. */
function randomTests(): string[] {
  const isRandom = (file: string): boolean => readFileSync(join(ROOT, file), 'utf8').includes('fc.assert(');
  return [
    ...testsIn([...house.tests.unit, ...house.tests.ledger]).filter(isRandom),
    ...testsIn(house.tests.soak),
  ].sort();
}

function testsIn(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, 'test', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join('test', folder, name)),
  );
}

function passes(files: string[], seed: number): boolean {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const env = { ...process.env, SOAK_SEED: String(seed) };
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--reporter=dot', ...files], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  return status === 0;
}
