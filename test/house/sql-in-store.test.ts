import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { House } from '../../.ci/house.ts';

/** A query, or what one is made of. */
const QUERY = /from 'drizzle-orm|\bsql`|\b(?:db|tx|client|pool)\s*\.\s*(?:execute|select|insert|update|delete|query)\(/;
/** Makes the database that the store is in. */
const BELOW = 'local/postgres/database-url.ts';

const house = JSON.parse(readFileSync('floors.json', 'utf8')) as House;
const floors = Object.keys(house.floors).filter((floor) => floor !== 'store');

test('All SQL is in the store: no other floor has a query', () => {
  expect(floors).toEqual(expect.arrayContaining(['activities', 'api', 'control', 'scripts', 'workers']));
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...floors], {
    encoding: 'utf8',
  });
  const files = tracked.split('\n').filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => QUERY.test(readFileSync(file, 'utf8')))).toEqual([BELOW]);
});

test.for([
  "import { sql } from 'drizzle-orm';",
  '    const set = [sql`gone_at = clock_timestamp()`];',
  "  const rows = await deps.db.execute('select 1');",
  '  const [run] = await tx.select().from(runs);',
])('A query is noticed: %s', (line) => {
  expect(QUERY.test(line)).toBe(true);
});
