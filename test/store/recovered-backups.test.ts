import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { openDatabase } from '../../store/database.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { testFolder } from '../support/folder.ts';
import { smallWorld } from '../support/small-world.ts';

/** `twin`: of an attempt that found the name of the one before taken. */
type Kind = 'whole' | 'added' | 'after' | 'twin';

/** Of one run in this order, each a minute after the one before; then the database forgets them all. */
async function forgottenBackups(kinds: Kind[]) {
  const url = await createStore(inject('adminDatabaseUrl'));
  const database = openDatabase({ url });
  const root = testFolder();
  const backups = fileBackups({ db: database.db, root });
  const { world, plan } = smallWorld([{ members: { 'REVU-1': [], 'REVU-2': [] } }]);
  const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(database.db, { plan, org: world.org, dryRun: false, options });
  const clusterId = plan.clusters[0]?.id ?? '';
  const digests: string[] = [];
  for (const [minute, kind] of kinds.entries()) {
    const afterMergeOf = kind === 'after' ? { afterMergeOf: 'REVU-2' } : {};
    const backup = await backups.open({ runId, clusterId, contactId: 'REVU-1', round: 'next', ...afterMergeOf });
    await backup.write('metadata.json', Buffer.from('{"rev_user":{}}'));
    const facts = { whole: {}, twin: {}, added: { added: { tickets: [] } }, after: { after_merge_of: 'REVU-2' } }[kind];
    const { digest } = await backup.finish({ ...facts, minute, complete: true });
    await database.db.transaction((tx) => backup.record(tx, { things: {}, privateMessages: 0 }));
    await (kind === 'twin' ? stampAt(root, minute - 1, '~0123abcd') : stampAt(root, minute));
    digests.push(digest);
  }
  await database.db.execute(sql`delete from backups`);
  const recover = async (): Promise<number[]> => {
    const found = await backups.recover({ runId, clusterId, contacts: ['REVU-1'] });
    return found.map(({ digest }) => digests.indexOf(digest));
  };
  return { recover, close: () => database.close() };
}

/** The folder that was just written gets the name that it would have had a minute after the one before. */
async function stampAt(root: string, minute: number, ending = ''): Promise<void> {
  for (const folder of await readdir(root)) {
    if (folder.includes('_20260101_')) continue;
    await rename(
      join(root, folder),
      join(root, folder.replace(/_\d{8}_\d{6}_/, `_20260101_00${minute + 10}00_`) + ending),
    );
  }
}

test.for<{ kinds: Kind[]; kept: number[]; what: string }>([
  { kinds: ['whole', 'added', 'added'], kept: [0, 1, 2], what: 'the backup, and what was added minutes later' },
  { kinds: ['whole', 'added', 'whole'], kept: [2], what: 'the newest of two, without what was added to the older one' },
  { kinds: ['whole', 'after'], kept: [0], what: 'the backup, and not what stood after a merge' },
  { kinds: ['whole', 'after', 'added'], kept: [0, 2], what: 'the backup and what was added after an earlier merge' },
  {
    kinds: ['whole', 'twin'],
    kept: [1],
    what: 'the later of two attempts at one backup, whose folder has another ending',
  },
  { kinds: ['added'], kept: [], what: 'nothing where only an addition is left' },
])('Of what an older copy of the database has forgotten it takes up $what', async ({ kinds, kept }) => {
  const { recover, close } = await forgottenBackups(kinds);
  expect(await recover()).toEqual(kept);
  await close();
});
