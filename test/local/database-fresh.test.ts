import { expect, test } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { query } from '../support/query.ts';
import { startTestPostgres } from '../support/servers.ts';

test('every test file gets a database of its own, empty or a copy of a template', async () => {
  const server = await startTestPostgres({ folder: testFolder() });
  const one = await createDatabase(server.adminUrl);
  await query(one, 'create table mine as select 1 as a');
  const copies = await Promise.all([1, 2].map(() => createDatabase(server.adminUrl, new URL(one).pathname.slice(1))));
  expect(new Set([one, ...copies]).size).toBe(3);
  expect(await query(copies[0] ?? '', 'select a from mine')).toEqual([{ a: 1 }]);
  await server.stop();
});
