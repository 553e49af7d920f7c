import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Db, openDatabase } from '../../store/database.ts';
import { testFolder } from '../support/folder.ts';
import { startTestPostgres } from '../support/servers.ts';

/** More at once than there are connections, half of them transactions, each again and again until told to end. */
async function worker(
  db: Db,
  { inTransaction, work }: { inTransaction: boolean; work: { goOn: boolean; failed: number } },
) {
  const statements = async (on: Pick<Db, 'execute'>) => {
    await on.execute(sql`select pg_sleep(0.002)`);
    await on.execute(sql`select 1`);
  };
  while (work.goOn) {
    try {
      await (inTransaction ? db.transaction(statements) : statements(db));
    } catch {
      work.failed += 1;
      await sleep(10);
    }
  }
}

test('What was under way when Postgres was killed fails: nothing hangs, no connection is lost for good', async () => {
  const folder = testFolder();
  let server = await startTestPostgres({ folder });
  const { db, close } = openDatabase({ url: server.url, max: 4 });
  for (let kill = 0; kill < 3; kill += 1) {
    const work = { goOn: true, failed: 0 };
    const workers = Array.from({ length: 8 }, (_, index) => worker(db, { inTransaction: index % 2 === 0, work }));
    await sleep(50);
    await server.kill();
    server = await startTestPostgres({ folder, port: server.port });
    work.goOn = false;
    await Promise.all(workers);
    expect(work.failed).toBeGreaterThan(0);
  }
  const [row] = await db.execute<{ answer: number }>(sql`select 42 as answer`);
  expect(row).toEqual({ answer: 42 });
  await close();
  await server.stop();
});
