import { expect, inject, test } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { query } from '../support/query.ts';
import { previewOf, queryOfTheManual, quoted } from './manual-query.ts';

/** Contact, e-mail, external ref, last editor, account. */
const CONTACTS = [
  ['REVU-1', 'Ada@X.io', 'user_1', 'DEVU-9', 'ACC-1'],
  ['REVU-2', 'ada@x.io', 'REVU-2', null, 'ACC-1'],
  ['REVU-3', 'bo@x.io', 'user_3', 'DEVU-gone', null],
  ['REVU-4', null, null, null, 'ACC-2'],
] as const;

/** Two share bo's address; one of the rows of ada's user comes twice. */
const USERS = [
  ['user_1', ' ada@x.io'],
  ['user_1', 'ADA@x.io'],
  ['user_3', 'bo@x.io'],
  ['user_4', 'bo@x.io'],
] as const;

const WORKS = [
  ['w1', 'ticket', 'REVU-1', 'REVU-1', null],
  ['w2', 'issue', null, 'REVU-1', 'REVU-2'],
  ['w3', 'task', 'REVU-2', 'REVU-2', 'REVU-2'],
] as const;

const rows = (table: readonly (readonly (string | null)[])[]): string =>
  table.map((cells) => `(${cells.map(quoted).join(', ')})`).join(', ');

test('The query of the manual for external contacts gives each of them once, whatever its joins find twice or not at all, and a file that is read as it comes', async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  const contacts = CONTACTS.map((cells) => [...cells, '2026-02-03 04:05']);
  await query(
    url,
    `create schema dbt_base_devrev; create schema cxp;
    create table dbt_base_devrev.devrev_rev_users (rev_user_id text, email text, external_ref text, modified_by_id text, account_id text, updated_at text);
    insert into dbt_base_devrev.devrev_rev_users values ${rows(contacts)};
    alter table dbt_base_devrev.devrev_rev_users alter updated_at type timestamp using updated_at::timestamp;
    create table dbt_base_devrev.devrev_works (work_id text, type text, reported_by_id text, created_by_id text, owned_by_id text);
    insert into dbt_base_devrev.devrev_works values ${rows(WORKS)};
    create table dbt_base_devrev.devrev_accounts (account_id text, display_name text);
    insert into dbt_base_devrev.devrev_accounts values ('ACC-1', 'Lund, Ltd.');
    create table dbt_base_devrev.devrev_dev_users (dev_user_id text, display_name text);
    insert into dbt_base_devrev.devrev_dev_users values ('DEVU-9', 'DevRev Bot');
    create table cxp.users (user_id text, email text);
    insert into cxp.users values ${rows(USERS)};
    create table cxp.bi_contact_updates (rev_user_id text);
    insert into cxp.bi_contact_updates values ('REVU-2'), ('REVU-2')`,
  );
  const found = await query(url, queryOfTheManual('external-contacts'));
  expect(found.map((row) => [row['Display ID'], row['Modified By Name'], row['User ID']])).toEqual([
    ['REVU-1', 'DevRev Bot', 'user_1'],
    ['REVU-2', '0', 'user_1'],
    ['REVU-3', '0', '0'],
    ['REVU-4', '0', '0'],
  ]);
  expect(found.map((row) => [row['Updated by BI service'], Number(row.Tickets)])).toEqual([
    ['FALSE', 2],
    ['TRUE', 1],
    ['FALSE', 0],
    ['FALSE', 0],
  ]);

  const { plan, rejected } = await previewOf(Object.keys(found[0] ?? {}), found);
  expect(rejected).toEqual([]);
  expect(plan.clusters.map(({ primary, duplicates }) => [primary, ...duplicates])).toEqual([['REVU-1', 'REVU-2']]);
  expect(plan.clusters[0]?.members[0]).toMatchObject({ userId: 'user_1', accountName: 'Lund, Ltd.', tickets: 2 });
});
