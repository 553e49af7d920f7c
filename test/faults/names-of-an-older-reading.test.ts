import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { withNames } from '../support/names.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('Two whose backups were read by a version that kept no names are compared right before they would be sent', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world: withNames(world, { 'REVU-1': 'Ada Lund', 'REVU-2': 'Ben Lund' }), plan });
  try {
    const { db } = scene.database;
    await db.execute(sql`
      create function forget_name() returns trigger language plpgsql as $$ begin new.name := null; return new; end $$`);
    await db.execute(
      sql`create trigger forget before insert or update on readings for each row execute function forget_name()`,
    );
    await scene.workerHere();
    await standstill(scene, await scene.start());
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'drifted' });
    expect(mergePosts(scene)).toBe(0);
    const events = await db.execute<{ from_state: string }>(
      sql`select from_state from pair_events where to_state = 'drifted'`,
    );
    expect(events.map((event) => event.from_state)).toEqual(['consent-tightened']);
  } finally {
    await scene.close();
  }
});
