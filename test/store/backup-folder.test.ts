import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { registerWorker } from '../../store/identity/live-workers.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { smallWorld } from '../support/small-world.ts';

const ID_FILE = '.backup-store.json';

let database: Database;
let folder: string;

beforeEach(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
  folder = testFolder();
});

afterEach(() => database.close());

function backupsIn(name: string) {
  return fileBackups({ db: database.db, root: join(folder, name) });
}

/** One finished backup, as a run makes it. */
async function backUp(name: string): Promise<void> {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': [], 'REVU-2': [] } }]);
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(database.db, { plan, org: world.org, dryRun: false, options });
  const clusterId = plan.clusters[0]?.id ?? '';
  const backup = await backupsIn(name).open({ runId, clusterId, contactId: 'REVU-2', round: 'next' });
  await backup.write('metadata.json', Buffer.from('{}'));
  await backup.finish({ complete: true });
  await database.db.transaction((tx) => backup.record(tx, { things: {}, privateMessages: 0 }));
}

test('The first folder is the one: it is known again, and another folder is refused, empty or with an id of its own', async () => {
  const id = await backupsIn('first').claim();
  await backUp('first');
  expect(await backupsIn('first').claim()).toBe(id);
  const refusal: unknown = await backupsIn('empty')
    .claim()
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    name: 'OtherBackupStore',
    exitCode: 2,
    message: expect.stringContaining(join(folder, 'first')),
  });
  expect(readdirSync(folder)).toEqual(['first']);

  const other = await createStore(inject('adminDatabaseUrl'));
  const stranger = openDatabase({ url: other });
  await fileBackups({ db: stranger.db, root: join(folder, 'theirs') }).claim();
  await stranger.close();
  await expect(backupsIn('theirs').claim()).rejects.toMatchObject({ name: 'OtherBackupStore' });
});

test('A folder of before, without an id, is adopted when it really holds a backup that the database knows', async () => {
  await backUp('before');
  mkdirSync(join(folder, 'empty'));
  await expect(backupsIn('empty').claim()).rejects.toMatchObject({ name: 'OtherBackupStore' });
  const id = await backupsIn('before').claim();
  expect(readdirSync(join(folder, 'before'))).toContain(ID_FILE);
  expect(await backupsIn('before').claim()).toBe(id);
});

test('A folder whose id was lost gets it again, and one that was moved keeps it', async () => {
  await backUp('first');
  const id = await backupsIn('first').claim();
  rmSync(join(folder, 'first', ID_FILE));
  expect(await backupsIn('first').claim()).toBe(id);
  await cp(join(folder, 'first'), join(folder, 'moved'), { recursive: true });
  expect(await backupsIn('moved').claim()).toBe(id);
});

test('Before the first backup another folder may be named, unless a worker that is up writes elsewhere', async () => {
  const first = await backupsIn('first').claim();
  const second = await backupsIn('second').claim();
  expect(second).not.toBe(first);
  const program = { version: '1', schemaVersion: null, host: 'here', pid: 1 };
  const worker = { ...program, queue: 'q', organizations: [], backupStore: second };
  await registerWorker(database.db, { ...worker, id: crypto.randomUUID() });
  await expect(backupsIn('third').claim()).rejects.toMatchObject({ name: 'OtherBackupStore' });
  await database.db.execute(sql`update workers set seen_at = seen_at - interval '1 hour'`);
  expect(await backupsIn('third').claim()).not.toBe(second);
});

test('Of workers that begin at once in several folders one stands, and those in one folder agree', async () => {
  const folders = ['a', 'b', 'c', 'c', 'c'];
  const claims = await Promise.allSettled(folders.map((name) => backupsIn(name).claim()));
  const ids = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value] : []));
  const [row] = await database.db.execute<{ id: string }>(sql`select backup_store as id from store_identity`);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.at(-1)).toBeDefined();
  expect(new Set(ids)).toContain(row?.id);
});

test("A person's word makes another folder the one", async () => {
  await backUp('first');
  await backupsIn('first').claim();
  const id = await backupsIn('new').take();
  expect(await backupsIn('new').claim()).toBe(id);
  await expect(backupsIn('first').claim()).rejects.toMatchObject({ name: 'OtherBackupStore' });
});
