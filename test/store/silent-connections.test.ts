import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { createDatabase } from '../support/database.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

/** Much longer than what is asked here takes on a machine that is busy. */
const ANSWER_MS = 2_000;

test('Statements on connections that carry nothing any more fail in time, and those after them find living ones', async () => {
  const url = new URL(await createDatabase(inject('adminDatabaseUrl')));
  const proxy = await startTcpProxy(url.host);
  const { db, close } = openDatabase({
    url: Object.assign(url, { host: proxy.address }).href,
    max: 6,
    answerMs: ANSWER_MS,
  });
  const one = (): Promise<unknown> => db.execute(sql`select pg_sleep(0.1)`);
  const two = (): Promise<unknown> =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select pg_sleep(0.05)`);
      await tx.execute(sql`select pg_sleep(0.05)`);
    });
  const outcomes = (work: (() => Promise<unknown>)[]): Promise<string[]> =>
    Promise.all(
      work.map((ask) =>
        ask().then(
          () => 'answered',
          () => 'failed',
        ),
      ),
    );
  for (const idleMs of [0, 1.2 * ANSWER_MS]) {
    expect(await outcomes([one, one, one, two, two, two])).not.toContain('failed');
    // A connection that was idle for long is watched as well when it is used again.
    await sleep(idleMs);
    const under = outcomes([one, two, one]);
    proxy.stall();
    await proxy.serve();
    expect(await under).toEqual(['failed', 'failed', 'failed']);
    // Had the idle ones been left, each would have failed its user as well.
    expect(await outcomes([one, two, one, two, one, two, one])).not.toContain('failed');
  }
  proxy.close();
  await close();
});

test('A statement that waits for a lock is ended by Postgres itself before anybody stops waiting for it', async () => {
  const url = await createDatabase(inject('adminDatabaseUrl'));
  const steps = openDatabase({ url, answerMs: ANSWER_MS });
  await steps.db.execute(sql`create table things as select 1 as id`);
  const other = openDatabase({ url });
  let letGo = (): void => {};
  let onLocked = (): void => {};
  const locked = new Promise<void>((resolve) => {
    onLocked = resolve;
  });
  const holding = other.db.transaction(async (tx) => {
    await tx.execute(sql`select * from things for update`);
    await new Promise<void>((resolve) => {
      letGo = resolve;
      onLocked();
    });
  });
  await locked;
  const failed = await steps.db.execute(sql`update things set id = 2`).catch((error: Error) => error);
  expect((failed as Error).cause).toMatchObject({ code: '57014' });
  letGo();
  await holding;
  expect(await other.db.execute(sql`select id from things`)).toEqual([{ id: 1 }]);
  await steps.close();
  await other.close();
});
