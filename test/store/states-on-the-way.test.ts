import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { createStore } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';
import { openStepsHere } from '../support/steps-here.ts';
import { takenOn } from '../support/taken-on.ts';

test('The journal has every state that a pair passes while it is verified, each once and in order', async () => {
  const databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const database = openDatabase({ url: databaseUrl });
  const { world, plan } = smallWorld([PAIR]);
  const here = await openStepsHere({ world, databaseUrl });
  try {
    const { pair, token } = await takenOn(here, { plan, org: world.org });
    const { cluster, primary, duplicate } = pair;
    for (const contact of [primary, duplicate]) await here.step('backUpContact', { cluster, contact, readAttempts: 3 });
    for (const step of [1, 2])
      expect(await here.step('verifyBackups', { ...pair, token, step })).toEqual({ kind: 'consent-tightened' });
    const events = await database.db.execute(sql`
      select from_state, to_state, detail from pair_events where from_state is not null order by id`);
    expect(events).toEqual([
      { from_state: 'approved', to_state: 'backed-up', detail: null },
      { from_state: 'backed-up', to_state: 'verified', detail: null },
      { from_state: 'verified', to_state: 'consent-tightened', detail: 'consent: not checked' },
    ]);
  } finally {
    await here.close();
    await database.close();
  }
});
