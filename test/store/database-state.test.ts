import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { readDatabaseState } from '../../store/database-state.ts';
import { migrateDatabase } from '../../store/migrate.ts';
import { SCHEMA_VERSION } from '../../store/schema-version.ts';
import { createDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';

test('a database tells which of our migrations it lacks, and how many it has from a newer program', async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  const empty = await readDatabaseState(url, patience(5_000));
  expect(empty).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), schema: { newer: 0, isEmpty: true } });
  expect(empty.schema.missing[0]).toBe('0000_initial');
  expect(Math.abs(empty.clock.says - empty.clock.sentAt)).toBeLessThan(patience(10_000));

  await migrateDatabase(url);
  expect(await readDatabaseState(url, patience(5_000))).toMatchObject({
    schema: { version: SCHEMA_VERSION, missing: [], newer: 0, isEmpty: false },
  });

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)`);
  await client.query(
    `delete from drizzle.__drizzle_migrations where id = (select max(id) - 1 from drizzle.__drizzle_migrations)`,
  );
  await client.end();
  expect(await readDatabaseState(url, patience(5_000))).toMatchObject({
    schema: { missing: [expect.stringMatching(/^\d{4}_/)], newer: 1, isEmpty: false },
  });
});
