import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import type { BackupStore, KeptBackup } from '../../store/backups/backup-store.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { smallWorld } from '../support/small-world.ts';

interface Made {
  backups: BackupStore;
  root: string;
  database: Database;
  /** Of two runs, in order: the same bytes of the same contact. */
  kept: KeptBackup[];
}

async function twoRuns(): Promise<Made> {
  const url = await createStore(inject('adminDatabaseUrl'));
  const database = openDatabase({ url });
  const root = testFolder();
  const backups = fileBackups({ db: database.db, root });
  const { world, plan } = smallWorld([{ members: { 'REVU-1': [], 'REVU-2': [] } }]);
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const clusterId = plan.clusters[0]?.id ?? '';
  const kept: KeptBackup[] = [];
  for (const run of ['real', 'dry'] as const) {
    const { id: runId } = await createRun(database.db, { plan, org: world.org, dryRun: run === 'dry', options });
    const backup = await backups.open({ runId, clusterId, contactId: 'REVU-2', round: 'next' });
    await backup.write('metadata.json', Buffer.from('{"rev_user":{}}'));
    await backup.finish({ complete: true });
    const counts = { things: {}, privateMessages: 0 };
    await database.db.transaction((tx) => backup.record(tx, counts));
    kept.push(...(await backups.list({ runId, clusterId, contacts: ['REVU-2'], since: 0 })));
  }
  return { backups, root, database, kept };
}

test('A backup is found and read by its digest, whichever run made it, and knows its run', async () => {
  const { backups, database, kept } = await twoRuns();
  const [first, second] = kept;
  expect(first?.digest).toBe(second?.digest);
  const digest = first?.digest ?? '';
  expect(await backups.find([digest, 'unknown'])).toEqual([second, first]);
  expect(Buffer.from((await backups.read(digest, 'metadata.json')) ?? []).toString()).toBe('{"rev_user":{}}');
  expect(await backups.read(digest, 'tickets.json')).toBeNull();
  expect(await backups.read(digest, '../other')).toBeNull();
  expect(await backups.verify('unknown')).toEqual([{ is: 'unknown' }]);
  await database.close();
});

test('While one of the folders with these bytes is intact, so is the backup', async () => {
  const { backups, database, root, kept } = await twoRuns();
  const digest = kept[0]?.digest ?? '';
  for (const [index, folder] of (await readdir(root)).entries()) {
    expect(await backups.verify(digest)).toEqual([]);
    expect(await backups.read(digest, 'metadata.json')).not.toBeNull();
    await appendFile(join(root, folder, 'metadata.json'), ' ');
    if (index === 0) continue;
    expect(await backups.verify(digest)).toEqual([{ is: 'resized', file: 'metadata.json', bytes: 16, expected: 15 }]);
    expect(await backups.read(digest, 'metadata.json')).toBeNull();
  }
  await database.close();
});
