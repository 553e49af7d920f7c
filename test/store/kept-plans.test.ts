import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { kindOfFailure } from '../../activities/ends/kind-of-failure.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createStore } from '../support/database.ts';

let database: Database;

beforeEach(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url, max: 1, keepPlans: true });
});

afterEach(() => database.close());

async function kept(text: string): Promise<number> {
  const rows = await database.db.execute<{ statement: string }>(sql`select statement from pg_prepared_statements`);
  return rows.filter(({ statement }) => statement.includes(text)).length;
}

test('A statement of steps is kept once, whatever its values are, in a transaction too; one with many rows is planned anew', async () => {
  const { db } = database;
  const one = (id: string) => sql`select count(*) from runs where id = ${id}`;
  for (const id of ['a', 'b', 'c']) await db.execute(one(id));
  await db.transaction((tx) => tx.execute(one('d')));
  expect(await kept('from runs where id')).toBe(1);
  await db.execute(sql`select jsonb_array_length(${JSON.stringify(Array(5_000).fill('id'))}::jsonb)`);
  expect(await kept('jsonb_array_length')).toBe(0);
});

test('A table that has become another costs one answer, for which nobody is to blame: the same statement asked again is answered', async () => {
  const { db } = database;
  const read = () => db.transaction((tx) => tx.execute(sql`select * from changing where id = ${1}`));
  await db.execute(sql.raw('create table changing (id int)'));
  await db.execute(sql.raw('insert into changing values (1)'));
  expect(await read()).toEqual([{ id: 1 }]);
  await db.execute(sql.raw(`alter table changing add column name text default 'new'`));
  const refused = await read().catch((error: unknown) => error);
  expect(refused).toMatchObject({ cause: { code: '0A000' } });
  expect(await kindOfFailure(refused, db)).toEqual({ kind: 'postgres' });
  expect(await read()).toEqual([{ id: 1, name: 'new' }]);
});
