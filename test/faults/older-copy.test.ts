import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restoreDump } from '../../store/dump/restore-dump.ts';
import { writeDump } from '../../store/dump/write-dump.ts';
import type { Run } from '../../store/runs/runs.ts';
import { emptyStore } from '../support/database.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { appliedMerges, mergePosts, pairStates } from '../support/outcome.ts';
import { query } from '../support/query.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('A database restored from before the merge was sent sends nothing again: the pair is looked at, and the run pauses', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const [url = '', path] = [scene.env.DATABASE_URL, join(scene.folder, 'older.dump')];
  try {
    const first = await scene.worker({ DEDUPE_FAILPOINT: 'intent.before:1:kill' });
    const run = await scene.start();
    expect(await first.exited).toMatchObject({ signal: 'SIGKILL' });
    await writeDump({ url, path });
    const second = await scene.worker({ DEDUPE_FAILPOINT: 'answer.before:1:kill' });
    expect(await second.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'sent' });

    await emptyStore(url);
    await restoreDump({ url, path });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'fresh' });
    await scene.workerHere();
    await standstill(scene, run);
    expect(mergePosts(scene)).toBe(1);
    expect(appliedMerges(scene)).toHaveLength(1);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    expect(await query(url, 'select old_id, new_id from redirects')).toEqual([{ old_id: 'REVU-2', new_id: 'REVU-1' }]);
    expect(await query(url, 'select stop_by, stop_why from runs')).toEqual([
      { stop_by: 'store', stop_why: { code: 'older-store', values: {} } },
    ]);
  } finally {
    await scene.close();
  }
});

/** A worker dies when the merge was sent, and the database is put back to where it knew the run and nothing of its pair. */
async function forgotten(scene: Scene): Promise<Run> {
  const [url = '', path] = [scene.env.DATABASE_URL, join(scene.folder, 'older.dump')];
  const run = await scene.start();
  await writeDump({ url, path });
  const worker = await scene.worker({ DEDUPE_FAILPOINT: 'answer.before:1:kill' });
  expect(await worker.exited).toMatchObject({ signal: 'SIGKILL' });
  await emptyStore(url);
  await restoreDump({ url, path });
  expect(await pairStates(scene)).toEqual({});
  return run;
}

test('A pair that the restored database has never heard of is only looked at, by the backups that lie where they were put', async () => {
  const scene = await openScene(smallWorld([PAIR]));
  try {
    const run = await forgotten(scene);
    await scene.workerHere();
    await standstill(scene, run);
    expect(mergePosts(scene)).toBe(1);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done' });
    expect(await query(scene.env.DATABASE_URL ?? '', 'select stop_by from runs')).toEqual([{ stop_by: 'store' }]);
  } finally {
    await scene.close();
  }
});

test('Where its backups are gone as well, the pair is held for a person, and nothing is sent', async () => {
  const scene = await openScene(smallWorld([PAIR]));
  try {
    const run = await forgotten(scene);
    const root = scene.env.BACKUP_DIR ?? '';
    for (const name of readdirSync(root).filter((one) => one.endsWith('_REVU-2')))
      rmSync(join(root, name), { recursive: true });
    await scene.workerHere();
    await standstill(scene, run);
    expect(mergePosts(scene)).toBe(1);
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
  } finally {
    await scene.close();
  }
});
