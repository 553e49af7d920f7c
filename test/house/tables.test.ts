import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { generateDrizzleJson } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import { OWN_TABLES } from '../../store/dump/tables.ts';

const STORE = new URL('../../store/', import.meta.url);
const MIGRATIONS = new URL('migrations/meta/', STORE);

/** As drizzle.config.ts finds them. */
async function definedTables(): Promise<Record<string, unknown>> {
  const folders = readdirSync(STORE).map((folder) => `${folder}/tables.ts`);
  const files = ['schema.ts', ...folders].filter((path) => existsSync(new URL(path, STORE)));
  const modules = await Promise.all(files.map((path) => import(new URL(path, STORE).href)));
  return Object.fromEntries(
    modules.flatMap((module, at) => Object.entries(module).map(([name, value]) => [`${files[at]} ${name}`, value])),
  );
}

function newestSnapshot(): { tables: Record<string, { name: string }> } {
  const newest = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  return JSON.parse(readFileSync(new URL(newest ?? '', MIGRATIONS), 'utf8'));
}

test('What the tables of the store are, the newest migration has made of the database: none is forgotten', async () => {
  const { tables } = generateDrizzleJson(await definedTables());
  expect(tables).toEqual(newestSnapshot().tables);
});

test('A dump has every table of the store', () => {
  const made = Object.values(newestSnapshot().tables).map(({ name }) => name);
  expect([...OWN_TABLES].sort()).toEqual(made.sort());
});
