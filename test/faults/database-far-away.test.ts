import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { locked, pairReasons, sendCounts } from '../support/ledger.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

test.concurrent('With a database 140 ms away a merge is sent, once', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const near = new URL(scene.env.DATABASE_URL ?? '');
  // From the last read before the merge on: all before it would only take longer.
  let lag = 0;
  const far = await startTcpProxy(near.host, { lagMs: () => lag });
  const moves = (ms: number) => ({
    kind: 'run' as const,
    run: () => {
      lag = ms / 2;
    },
  });
  const lastRead = { on: 'timeline-entries.list', pair: { primary: 'REVU-2' }, nth: 2 };
  scene.sandbox.addFault({ ...lastRead, do: moves(140) });
  scene.sandbox.addFault({ on: 'rev-users.merge', do: moves(0) });
  try {
    const url = Object.assign(new URL(near), { host: far.address }).href;
    await scene.workerHere({ DATABASE_URL: url });
    const run = await scene.start({ timing: { sendMs: 20_000, quietMs: 30_000 } });
    expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
    await expectFaultFree(scene, { world, plan });
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
    far.close();
  }
});

test.concurrent('A database that takes longer to commit than a merge may take to leave holds the pair the sixth time, unsent and with its time', async () => {
  const scene = await openScene(smallWorld([PAIR]));
  try {
    await commitsSlowly(scene, 0.52);
    await scene.workerHere();
    const run = await scene.start({ timing: { sendMs: 10_000, quietMs: 20_000 } });
    expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { held: 1, merged: 0 } });
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
    const { 'REVU-2': reason } = await pairReasons(scene);
    expect(reason).toMatch(/^too late: 6 times the merge .* the database takes ([5-9]\d\d|[\d,]{5,}) ms to commit/);
    expect(await sendCounts(scene)).toEqual({ 'REVU-2': 0 });
    expect(await locked(scene)).toEqual([]);
    expect(mergePosts(scene)).toBe(0);
  } finally {
    await scene.close();
  }
});

/** As where a standby far away has to agree: whatever makes a pair `sent` takes so long in its COMMIT. */
async function commitsSlowly({ database: { db } }: Scene, seconds: number): Promise<void> {
  await db.execute(sql`create function slow_commit() returns trigger language plpgsql as
    ${sql.raw(`'begin perform pg_sleep(${seconds}); return null; end'`)}`);
  await db.execute(sql`create constraint trigger slow_commit after update on pairs deferrable initially deferred
    for each row when (new.state = 'sent' and old.state = 'intent') execute function slow_commit()`);
}
