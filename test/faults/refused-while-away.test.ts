import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';
import { openStepsHere } from '../support/steps-here.ts';
import { takenOn } from '../support/taken-on.ts';

test('A merge that is refused while the CRM answers nobody goes back, however often, and is held by none of it', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const steps = await openStepsHere({ world, databaseUrl });
  const { db } = steps.deps;
  try {
    const { pair: taken, token } = await takenOn(steps, { plan, org: world.org });
    await db.execute(sql`update pairs set state = 'fresh'`);
    await steps.deps.crmFor(taken.cluster);
    await steps.sandbox.close();
    for (let step = 1; step <= 8; step += 1) {
      const pair = { ...taken, token, step };
      const sent = await steps.step('sendMerge', { pair, reservation: randomUUID(), timeoutMs: 1_000 });
      expect(sent).toEqual({ kind: 'not-sent', why: 'unreachable' });
    }
    expect(await db.execute(sql`select state, refused, sends from pairs`)).toEqual([
      { state: 'fresh', refused: 0, sends: 0 },
    ]);
  } finally {
    await steps.close();
  }
});
