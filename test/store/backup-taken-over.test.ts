import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { threadPaths } from '../../store/backups/layout.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { smallWorld } from '../support/small-world.ts';

const { prefix, messages } = threadPaths('TKT-1');

let database: Database;

beforeEach(async () => {
  database = openDatabase({ url: await createStore(inject('adminDatabaseUrl')) });
});

afterEach(() => database.close());

test('Who begins a backup again finds what the first attempt had finished, and leaves nothing of it beside its own', async () => {
  const root = testFolder();
  const open = await attempts(root);
  const first = await open();
  await first.write(messages, Buffer.from('{"messages":[]}'));
  const second = await open();
  expect(await second.adopt(prefix, messages)).toBe(true);
  const third = await open();
  expect(await third.adopt(prefix, messages)).toBe(true);
  const { digest } = await third.finish({ complete: true });
  await database.db.transaction((tx) => third.record(tx, { things: {}, privateMessages: 0 }));
  expect(await fileBackups({ db: database.db, root }).verify(digest)).toEqual([]);
  expect(readdirSync(root)).toHaveLength(1);
});

/** Each call begins the same backup. */
async function attempts(root: string): Promise<() => Promise<OpenBackup>> {
  const { world, plan } = smallWorld([{ members: { 'REVU-1': [], 'REVU-2': [] } }]);
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(database.db, { plan, org: world.org, dryRun: false, options });
  const clusterId = plan.clusters[0]?.id ?? '';
  return () => fileBackups({ db: database.db, root }).open({ runId, clusterId, contactId: 'REVU-2', round: 0 });
}
