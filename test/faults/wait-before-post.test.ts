import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { budgetScope } from '../../config/crm-settings.ts';
import { loadConfig } from '../../config/env.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { ended } from '../support/ended.ts';
import { PAIR } from '../support/one-pair.ts';
import { appliedMerges, until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

/** By the store's clock, which is this machine's, in milliseconds since 1970. */
async function endOfWait({ database: { db } }: Scene): Promise<number> {
  const [row] = await db.execute<{ at: number }>(
    sql`select floor(extract(epoch from max(until)) * 1000)::float8 as at from rate_waits`,
  );
  return row?.at ?? Number.POSITIVE_INFINITY;
}

/** Another worker of the same user, to whom the CRM says 429. */
function otherWorker({ env, database, folder }: Scene) {
  const settings = loadConfig(env, folder).crms.devrev;
  if (settings === undefined) throw new Error('No settings');
  const scope = budgetScope('devrev', settings);
  return createRateBudget({ db: database.db, token: env.DEVREV_API_TOKEN ?? '', limit: null, scope });
}

test.for(['unlimited', '60/4s'])(
  'A merge that has to wait between its last look and the POST looks again after the wait (%s)',
  async (limit) => {
    const { world, plan } = smallWorld([PAIR]);
    const scene = await openScene({ world, plan });
    let told: number | null = null;
    let waitEnds = Number.POSITIVE_INFINITY;
    // The backup's and fresh's: of each contact the comments are read last.
    const run = async (): Promise<void> => {
      await otherWorker(scene).backOff(1_500);
      told = scene.sandbox.requests().length;
      waitEnds = await endOfWait(scene);
    };
    scene.sandbox.addFault({
      on: 'timeline-entries.list',
      pair: { primary: 'REVU-2' },
      nth: 2,
      do: { kind: 'run', run },
    });
    try {
      await scene.workerHere({ DEVREV_RATE_LIMIT: limit });
      const started = await scene.start();
      await until('everybody is told to wait', () => told !== null);
      expect(await ended(scene, started)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
      const after = scene.sandbox.requests().slice(told ?? 0);
      expect(after.filter(({ at }) => at < waitEnds)).toEqual([]);
      const paths = after.map(({ path }) => path);
      const post = paths.indexOf('rev-users.merge');
      expect(paths.slice(0, post).filter((path) => path === 'rev-users.get')).toHaveLength(2);
    } finally {
      await scene.close();
    }
  },
);
