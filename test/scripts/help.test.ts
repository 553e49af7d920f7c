import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { codesOf, outcomeTable } from '../../scripts/cli/outcomes.ts';
import groups from '../../scripts/cli/verbs.json' with { type: 'json' };
import { testFolder } from '../support/folder.ts';
import { runScript } from './run-script.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PRINT = fileURLToPath(new URL('./print-help.ts', import.meta.url));
const execute = promisify(execFile);

/** Servers and samples, whose help is of another form, and `preview`, which has two. */
const OTHERS = ['api', 'demo', 'preview', 'samples', 'sandbox', 'seed-customers', 'soak', 'up', 'worker'];
const NAMES = groups.flatMap(({ verbs }) => Object.keys(verbs)).filter((name) => !OTHERS.includes(name));

let said: Record<string, string>;

/** All in one process: each for itself would read the same packages again. */
beforeAll(async () => {
  const { stdout, stderr } = await execute(process.execPath, ['--import', 'tsx', PRINT, ...NAMES], { cwd: ROOT });
  expect(stderr).toBe('');
  said = JSON.parse(stdout);
});

test.each(NAMES)(
  './scripts/%s.ts --help explains usage and, but for its own, the exit codes of the one table, without any setting',
  (name) => {
    const help = said[name] ?? '';
    expect(help).toMatch(new RegExp(`Usage: ./scripts/${name}.ts.*npm run ${name}.*Exit codes: 0`, 's'));
    const [, codes = ''] = help.split('Exit codes:');
    const told = new Set([...codes.matchAll(/\b\d{1,3}\b/g)].map(([code]) => Number(code)));
    if (name !== 'normalize-phone') expect([...told].sort((a, b) => a - b)).toEqual(codesOf(name));
    accessSync(join(ROOT, 'scripts', `${name}.ts`), constants.X_OK);
  },
);

test('typed by its path a script says the same', async () => {
  expect(await execute('./scripts/status.ts', ['--help'], { cwd: ROOT })).toEqual({ stdout: said.status, stderr: '' });
});

test('docs/exit-codes.md has the table of the outcomes', () => {
  const page = readFileSync(join(ROOT, 'docs', 'exit-codes.md'), 'utf8');
  expect(page.replace(/ +/g, ' ').replace(/-{3,}/g, '---')).toContain(outcomeTable());
});

test('an unknown option is refused with 2', async () => {
  const { code, err } = await runScript({ env: {}, folder: testFolder() }, ['status', '--nonsense']);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("'--nonsense'") });
});
