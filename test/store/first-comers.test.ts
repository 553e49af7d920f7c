import { expect, inject, test } from 'vitest';
import { migrateDatabase, requireSchema } from '../../store/migrate.ts';
import { SCHEMA_VERSION } from '../../store/schema-version.ts';
import { createDatabase } from '../support/database.ts';
import { migrateTo } from '../support/migrate-to.ts';
import { query } from '../support/query.ts';

const migrationsOf =
  'select count(*)::int as applied, count(distinct hash)::int as different from drizzle.__drizzle_migrations';

test('Of many who come to an empty database at once one makes the schema, once', async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await Promise.all(Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? migrateDatabase : requireSchema)(url)));
  expect(await query(url, migrationsOf)).toEqual([{ applied: SCHEMA_VERSION, different: SCHEMA_VERSION }]);
});

test('Of many who bring an older schema up to date at once one does so, and those who may not do not', async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await migrateTo(url, SCHEMA_VERSION - 2);
  await expect(requireSchema(url)).rejects.toMatchObject({ name: 'OtherSchema', exitCode: 2 });
  expect(await query(url, migrationsOf)).toMatchObject([{ applied: SCHEMA_VERSION - 2 }]);
  const all = await Promise.all(Array.from({ length: 6 }, () => migrateDatabase(url)));
  expect(all.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 0, 0, 0, 2]);
  expect(await query(url, migrationsOf)).toEqual([{ applied: SCHEMA_VERSION, different: SCHEMA_VERSION }]);
  await requireSchema(url);
});

test('A database with tables of others in it is not empty: nobody makes a schema there but who may change one', async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  await query(url, 'create schema theirs; create table theirs.things (id int)');
  await expect(requireSchema(url)).rejects.toMatchObject({ name: 'OtherSchema' });
  expect(await query(url, `select 1 from pg_namespace where nspname = 'drizzle'`)).toEqual([]);
  expect(await migrateDatabase(url)).toMatchObject({ from: 0, to: SCHEMA_VERSION });
});
