import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startRun } from '../../control/start-run.ts';
import { openDatabase } from '../../store/database.ts';
import { createDatabase } from '../support/database.ts';
import { ended } from '../support/ended.ts';
import { PAIR } from '../support/one-pair.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([PAIR]));
  const worker = await scene.workerHere();
  await ended(scene, await scene.start({ dryRun: true }));
  await worker.end();
});

afterAll(() => scene.close());

test("A worker whose BACKUP_DIR is not the place of its database's backups does not start", async () => {
  const elsewhere = scene.workerHere({ BACKUP_DIR: join(scene.folder, 'elsewhere') });
  await expect(elsewhere).rejects.toMatchObject({ name: 'OtherBackupStore', exitCode: 2 });
});

test('With a copy of the database neither a worker nor a run starts before a person has said what it is', async () => {
  const template = new URL(scene.env.DATABASE_URL ?? '').pathname.slice(1);
  // Postgres copies a database only while nobody is connected.
  const admin = openDatabase({ url: inject('adminDatabaseUrl') });
  await admin.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${template}`);
  await admin.close();
  const copy = await createDatabase(inject('adminDatabaseUrl'), template);
  const database = openDatabase({ url: copy });
  await expect(scene.workerHere({ DATABASE_URL: copy })).rejects.toMatchObject({ name: 'OtherHome', exitCode: 2 });
  const { client, plan } = scene;
  const start = startRun({
    client,
    db: database.db,
    plan,
    org: 'any',
    dryRun: true,
    options: { canary: 5, window: 4, limit: null, approve: 'none', csvDigest: null },
    timing: TEST_TIMING,
    taskQueue: 'any',
  });
  await expect(start).rejects.toMatchObject({ name: 'OtherHome' });
  await database.close();
});
