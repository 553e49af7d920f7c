import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import house from '../../floors.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the README, `--help` and the programs themselves tell a person to put or leave beside the source. */
const A_PERSONS = [
  ...['contacts.csv', 'plan.json', 'never-merge.csv', 'rules.mine.yaml', 'store.dump', 'plan.json.123.part'],
  ...['plans/contacts.csv', 'plans/plan.json', 'plans/rules.yaml', 'plans/deep/export.xlsx'],
  ...['.env', '.env.production', '.env.local'],
  ...['.data/temporal/temporal.db', '.data/temporal/temporal.db-wal', '.data/stack.json'],
  ...['backups/a_20260101_000000_REVU-1/metadata.json', 'reports/1-1/report.html', 'logs/1-1.log'],
];

test('git takes nothing that a person puts beside the source', () => {
  const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin'], {
    cwd: ROOT,
    input: A_PERSONS.join('\n'),
    encoding: 'utf8',
  });
  expect(A_PERSONS.filter((path) => !stdout.split('\n').includes(path))).toEqual([]);
});

test('An image takes nothing that a person puts beside the source, and all that the program is', () => {
  const dockerignore = readFileSync(`${ROOT}.dockerignore`, 'utf8');
  const everywhere = ['export.xlsx', 'exports/contacts.csv', 'scripts/contacts.csv', 'samples/mine.csv', 'api/.env'];
  expect([...A_PERSONS, ...everywhere].filter((path) => reachesImage(dockerignore, path))).toEqual([]);
  const floors = Object.keys(house.floors).map((floor) => `${floor}/`);
  const program = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => floors.some((floor) => path.startsWith(floor)));
  expect(program.length).toBeGreaterThan(500);
  const roots = ['package.json', 'package-lock.json', 'tsconfig.json', 'floors.json', 'rules.default.yaml'];
  expect([...program, ...roots].filter((path) => !reachesImage(dockerignore, path))).toEqual([]);
});

test('What the docs tell a person to bring or to write stands in plans/', () => {
  const docs = readdirSync(`${ROOT}docs`).filter((name) => name.endsWith('.md'));
  const found = ['README.md', ...docs.map((name) => `docs/${name}`)].flatMap((name) =>
    [
      ...readFileSync(ROOT + name, 'utf8').matchAll(/--(?:csv|csv-out|out|plan|rules|never-merge) ([\w./-]+\.\w+)/g),
    ].map(([option]) => `${name}: ${option}`),
  );
  expect(found.length).toBeGreaterThan(8);
  expect(found.filter((option) => !/ (?:plans|samples)\//.test(option))).toEqual([]);
});

/** The last line of `.dockerignore` that fits a file, or a folder above it, decides. */
function reachesImage(dockerignore: string, path: string): boolean {
  const folders = path.split('/').map((_, at, names) => names.slice(0, at + 1).join('/'));
  const deciding = dockerignore
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .findLast((line) => folders.some((folder) => fits(line.replace(/^!/, ''), folder)));
  return deciding === undefined || deciding.startsWith('!');
}

/** As Docker reads a pattern: from the root, and only `**` passes a slash. */
function fits(pattern: string, path: string): boolean {
  const parts = pattern.split(/(\*\*\/|\*)/).map((part) => {
    if (part === '**/') return '(?:.*/)?';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`).test(path);
}
