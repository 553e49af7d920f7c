import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDatabase, createStore } from '../support/database.ts';
import { query } from '../support/query.ts';
import { runScript } from './run-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'contact-dedupe-store-dump-'));
let original: Where;
let fresh: Where;

interface Where {
  env: Record<string, string>;
  folder: string;
}

beforeAll(async () => {
  original = { env: { DATABASE_URL: await createStore(inject('adminDatabaseUrl')) }, folder };
  fresh = { env: { DATABASE_URL: await createDatabase(inject('adminDatabaseUrl')) }, folder };
  await query(
    original.env.DATABASE_URL ?? '',
    "insert into consumed (crm, org, duplicate_id, primary_id, run_id) values ('c', 'o', '2', '1', 'r')",
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('A person writes the store into a file, fills an empty one from it, and is asked which of the two goes on', async () => {
  expect(await runScript(original, ['store', 'dump', 'store.dump', '--json'])).toMatchObject({ code: 0 });
  const again = await runScript(original, ['store', 'dump', 'store.dump']);
  expect([again.code, again.err]).toEqual([3, expect.stringContaining('there is a file of this name already')]);
  const full = await runScript(original, ['store', 'restore', 'store.dump']);
  expect([full.code, full.err]).toEqual([2, expect.stringContaining('not empty: consumed')]);

  const restored = await runScript(fresh, ['store', 'restore', 'store.dump', '--json']);
  expect(JSON.parse(restored.out)).toMatchObject({ file: 'store.dump', rows: { consumed: 1 } });
  expect(await query(fresh.env.DATABASE_URL ?? '', 'select duplicate_id from consumed')).toEqual([
    { duplicate_id: '2' },
  ]);
  const before = await runScript(fresh, ['store', '--json']);
  expect(JSON.parse(before.out)).toMatchObject({ home: 'other' });
  expect(await runScript(fresh, ['store', 'moved'])).toMatchObject({ code: 0 });
  const after = await runScript(fresh, ['store', '--json']);
  expect(JSON.parse(after.out)).toEqual({ ...JSON.parse(before.out), home: 'own' });
});
