import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLE = join(ROOT, 'samples', 'contacts_pivot.csv');
const VERBS = JSON.parse(readFileSync(join(ROOT, 'scripts/cli/verbs.json'), 'utf8')) as {
  verbs: Record<string, string>;
}[];
const NAMES = VERBS.flatMap(({ verbs }) => Object.keys(verbs));
const FILES = readdirSync(join(ROOT, 'scripts')).filter((name) => name.endsWith('.ts'));

/** Runs a command line in a folder, with nothing of our environment. */
function run(command: string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }) {
  const [path = '', ...args] = command;
  const base = { PATH: process.env.PATH, HOME: homedir() };
  const { status, stdout, stderr } = spawnSync(path, args, { cwd, env: { ...base, ...env }, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** What a clone has of the entry and the verbs, before anything is installed. */
function freshClone(): string {
  const folder = testFolder();
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  return folder;
}

test('Every verb starts through the one entry, which lists it, and npm run knows it', () => {
  const first = FILES.map((name) => readFileSync(join(ROOT, 'scripts', name), 'utf8').split('\n')[0] ?? '');
  const through =
    /^#!\/usr\/bin\/env -S sh -c 'exec (env( MALLOC_[A-Z_]+=\d+)+ )?node "\$\(dirname "\$\(readlink -f "\$0"\)"\)\/cli\/contact-dedupe\.mjs" "\$0" "\$@"'$/;
  expect(FILES.filter((_, at) => !through.test(first[at] ?? ''))).toEqual([]);
  const fileOf = (name: string): string => (name === 'samples' ? 'generate-samples.ts' : `${name}.ts`);
  expect(NAMES.map(fileOf).sort()).toEqual([...FILES].sort());
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(NAMES.filter((name) => !scripts[name]?.includes(`./scripts/${fileOf(name)}`))).toEqual([]);
});

test('In a fresh clone every verb says the one command that is missing, in one line', () => {
  const clone = freshClone();
  for (const name of FILES) {
    const { code, out, err } = run([`./scripts/${name}`, '--help'], { cwd: clone });
    expect({ name, code, out, err }).toEqual({ name, code: 6, out: '', err: expect.stringMatching(/^.*: npm ci\n$/) });
  }
  const help = run(['node', 'scripts/cli/contact-dedupe.mjs', '--help'], { cwd: clone });
  expect(help.code).toBe(0);
  expect(NAMES.filter((name) => !help.out.includes(`  ${name} `))).toEqual([]);
});

test('Where one package is missing it is named; an error of another kind is not taken for it', () => {
  const clone = freshClone();
  mkdirSync(join(clone, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules', 'tsx'), join(clone, 'node_modules', 'tsx'));
  writeFileSync(join(clone, 'scripts/status.ts'), "import '@temporalio/client';\n");
  writeFileSync(join(clone, 'scripts/pause.ts'), "import './nowhere.ts';\n");
  const entry = ['node', 'scripts/cli/contact-dedupe.mjs'];
  expect(run([...entry, 'status'], { cwd: clone })).toMatchObject({
    code: 6,
    err: expect.stringMatching(/'@temporalio\/client'.*npm ci/),
  });
  const broken = run([...entry, 'pause'], { cwd: clone });
  expect(broken.code).toBe(1);
  expect(broken.err).not.toContain('npm ci');
});

test('contact-dedupe runs a verb by its name from any folder, says its version, and refuses what is none', () => {
  const folder = testFolder();
  const bin = join(folder, 'contact-dedupe');
  symlinkSync(join(ROOT, 'scripts/cli/contact-dedupe.mjs'), bin);
  expect(run([bin, '--version'], { cwd: folder })).toMatchObject({ code: 0, out: '0.1.0\n' });
  expect(run([bin, 'preview', '--help'], { cwd: folder }).out).toMatch(/^Usage: /);
  expect(run([bin, 'preveiw'], { cwd: folder })).toMatchObject({ code: 2, err: expect.stringContaining("'preveiw'") });
});

test('Settings and their folders are those of the home, files of the command line those of the folder where it is typed', () => {
  const home = testFolder();
  const typed = testFolder();
  cpSync(SAMPLE, join(home, 'of-home.csv'));
  writeFileSync(join(home, '.env'), 'CSV_INPUT_PATH=of-home.csv\nCSV_OUTPUT_PATH=back.csv\n');
  const env = { DEDUPE_HOME: home };
  const ended = run([join(ROOT, 'scripts/preview.ts'), '--out', 'plan.json'], { cwd: typed, env });
  expect(ended).toMatchObject({ code: 0 });
  expect([existsSync(join(home, 'back.csv')), readdirSync(typed)]).toEqual([true, ['plan.json', 'plan.rows.json']]);
});

test('Through npm run, too, a file is that of the folder where it is typed', () => {
  const typed = testFolder();
  cpSync(SAMPLE, join(typed, 'mine.csv'));
  const args = ['run', '--prefix', ROOT, 'preview', '--', '--csv', 'mine.csv', '--out', 'plan.json'];
  expect(run(['npm', ...args], { cwd: typed, env: { DEDUPE_HOME: typed } })).toMatchObject({ code: 0 });
  expect(existsSync(join(typed, 'plan.json'))).toBe(true);
});
