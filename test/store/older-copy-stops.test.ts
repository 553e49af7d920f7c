import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { getRun } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';
import { openStepsHere } from '../support/steps-here.ts';
import { takenOn } from '../support/taken-on.ts';

test('A ledger that is an older copy stops the run, also when the try that found it dies before it has stopped it', async () => {
  const databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const { world, plan } = smallWorld([PAIR]);
  const here = await openStepsHere({ world, databaseUrl });
  const { db } = here.deps;
  try {
    const { runId, pair, token } = await takenOn(here, { plan, org: world.org });
    const known = { state: 'fresh' as const, token, step: 5, runId, mayBeSent: true };
    const request = { pair, token: randomUUID(), known };
    await db.execute(sql`
      create function die() returns trigger language plpgsql as $$ begin raise exception 'the worker is gone'; end $$`);
    await db.execute(
      sql`create trigger dies before update on runs for each row when (new.stop_by = 'store') execute function die()`,
    );
    await expect(here.step('replaceAttempt', request)).rejects.toThrow();
    await db.execute(sql`drop trigger dies on runs`);
    expect(await here.step('replaceAttempt', request, 2)).toBe('sent');
    expect(await getRun(db, runId)).toMatchObject({ stopBy: 'store', stopWhy: { code: 'older-store' } });
  } finally {
    await here.close();
  }
});
