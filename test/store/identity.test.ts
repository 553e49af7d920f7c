import { sql } from 'drizzle-orm';
import { beforeAll, expect, inject, test } from 'vitest';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { becomeCopy } from '../../store/identity/become-copy.ts';
import { isSameHome, readHome } from '../../store/identity/home.ts';
import { keepIdentity, readIdentity, requireIdentity } from '../../store/identity/identity.ts';
import { createRun, getRun } from '../../store/runs/runs.ts';
import { createDatabase, createStore } from '../support/database.ts';
import { smallWorld } from '../support/small-world.ts';

const { world, plan } = smallWorld([{ members: { 'REVU-1': [], 'REVU-2': [] } }]);
const OPTIONS = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };

let url: string;
let id: string;
let run: string;

beforeAll(async () => {
  url = await createStore(inject('adminDatabaseUrl'));
  const first = openDatabase({ url });
  ({ id } = await readIdentity(first.db));
  ({ id: run } = await createRun(first.db, { plan, org: world.org, dryRun: false, options: OPTIONS }));
  // Postgres copies a database only while nobody is connected.
  await first.close();
});

/** As a dump that is restored elsewhere: all rows, and nothing else. */
async function copyOf(): Promise<Database> {
  const copy = openDatabase({
    url: await createDatabase(inject('adminDatabaseUrl'), new URL(url).pathname.slice(1)),
  });
  return copy;
}

test('A database that was moved or copied starts nothing until a person says which; moved, it stays who it was', async () => {
  const moved = await copyOf();
  await expect(requireIdentity(moved.db)).rejects.toMatchObject({ name: 'OtherHome', exitCode: 2 });
  expect(await keepIdentity(moved.db)).toMatchObject({ id, home: 'own' });
  expect(await requireIdentity(moved.db)).toMatchObject({ id });
  expect((await getRun(moved.db, run))?.state).toBe('open');
  await moved.close();
});

test('A copy becomes another one, and leaves the open runs to the original', async () => {
  const copy = await copyOf();
  const { identity, left } = await becomeCopy(copy.db, reasonWords);
  expect(identity.id).not.toBe(id);
  expect(await requireIdentity(copy.db)).toMatchObject({ id: identity.id, backupStore: null });
  expect(left).toEqual([{ run, crm: 'devrev', org: world.org }]);
  const why = { code: 'store-copied', values: {} };
  expect(await getRun(copy.db, run)).toMatchObject({ state: 'cancelled', stopBy: 'store', stopWhy: why });
  await copy.close();

  const original = openDatabase({ url });
  expect(await requireIdentity(original.db)).toMatchObject({ id, home: 'own' });
  expect((await getRun(original.db, run))?.state).toBe('open');
  await original.close();
});

test('A database whose role may not ask which server it is on is known by what the role may ask', async () => {
  const known = await copyOf();
  await keepIdentity(known.db);
  await known.db.execute(sql`revoke execute on function pg_control_system() from public`);
  const role = `limited_${new URL(url).pathname.slice(1)}`;
  await known.db.execute(sql.raw(`create role ${role}`));
  const [whole] = await known.db.execute<{ system: string; database: string }>(
    sql`select system, database from store_identity`,
  );
  const seen = await known.db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local role ${role}`));
    return readHome((query) => tx.execute(sql.raw(query)));
  });
  expect(seen).toEqual({ system: null, database: whole?.database });
  expect(isSameHome(seen, whole ?? seen)).toBe(true);
  expect(isSameHome({ ...seen, database: '1' }, whole ?? seen)).toBe(false);
  expect(isSameHome({ system: '1', database: seen.database }, whole ?? seen)).toBe(false);
  await known.close();
});
