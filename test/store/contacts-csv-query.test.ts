import { expect, inject, test } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { query } from '../support/query.ts';
import { previewOf, queryOfTheManual, quoted } from './manual-query.ts';

const USERS = [
  ['REVU-1', 'ada@x.io', 'REVU-1'],
  ['REVU-2', 'ada@x.io', 'user_7'],
  ['REVU-3', 'bo@x.io', 'users-7'],
  ['REVU-4', 'cy@x.io', null],
  ['REVU-5', 'di@x.io', 'user_9'],
] as const;

/** Of each work its type, and who reported, created and owns it. */
const WORKS = [
  ...Array.from({ length: 10 }, () => ['ticket', 'REVU-1', 'REVU-1', null]),
  ...Array.from({ length: 10 }, () => ['issue', null, null, 'REVU-1']),
  ['task', 'REVU-5', 'REVU-5', 'REVU-5'],
  ['ticket', 'REVU-2', 'REVU-4', null],
] as const;

test('The query of the manual finds contacts without tickets, counts each ticket once, and gives a file that is read as it comes', async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  const users = USERS.map(
    ([id, email, ref]) =>
      `('${id}', 'A', '${email}', ${quoted(ref)}, 'A B', '2026-01-02 03:04:05.678', '2026-02-03 04:05')`,
  );
  const works = WORKS.map((work, at) => `('w${at}', ${work.map(quoted).join(', ')})`);
  await query(
    url,
    `create schema dbt_base_devrev;
    create table dbt_base_devrev.devrev_rev_users (rev_user_id text, display_name text, email text, external_ref text, full_name text,
      created_at timestamp, updated_at timestamp);
    create table dbt_base_devrev.devrev_works (work_id text, type text, reported_by_id text, created_by_id text, owned_by_id text);
    insert into dbt_base_devrev.devrev_rev_users values ${users.join(', ')};
    insert into dbt_base_devrev.devrev_works values ${works.join(', ')}`,
  );
  const found = await query(url, queryOfTheManual('revu-user'));
  expect(found.map(({ rev_user_id, ticket_count }) => [rev_user_id, Number(ticket_count)])).toEqual([
    ['REVU-1', 20],
    ['REVU-2', 1],
    ['REVU-5', 0],
  ]);
  expect(found[0]).toMatchObject({ created_at: '2026-01-02 03:04:05.678', updated_at: '2026-02-03 04:05:00.000' });

  const header = Object.keys(found[0] ?? {}).map((name) => name.toUpperCase());
  const { plan, rejected } = await previewOf(header, found);
  expect(rejected).toEqual([]);
  expect(plan.clusters.map(({ primary, duplicates }) => [primary, ...duplicates])).toEqual([['REVU-1', 'REVU-2']]);
});
