import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { migrateDatabase } from '../../store/migrate.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { createRun } from '../../store/runs/runs.ts';
import { createDatabase } from '../support/database.ts';
import { PAIR } from '../support/one-pair.ts';
import { smallWorld } from '../support/small-world.ts';
import { openStepsHere } from '../support/steps-here.ts';

test('A merge that is refused while the CRM answers nobody goes back, however often, and is held by none of it', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const databaseUrl = await createDatabase(inject('adminDatabaseUrl'));
  await migrateDatabase(databaseUrl);
  const steps = await openStepsHere({ world, databaseUrl });
  const { db } = steps.deps;
  try {
    const options = { canary: 5, window: 4, limit: null, approve: 'auto' as const, csvDigest: null };
    const { id: runId } = await createRun(db, { plan, org: world.org, dryRun: false, options });
    await storeDecision(db, { runId, choice: 'approve', by: 'Ada', selection: { all: true } });
    const [clusterId = '', token] = [plan.clusters[0]?.id, randomUUID()];
    await takeOnCluster(db, { runId, clusterId, token }, reasonWords);
    await db.execute(sql`update pairs set state = 'fresh'`);
    const cluster = { runId, mode: 'real' as const, crm: 'devrev', org: world.org, clusterId, part: 0 };
    await steps.deps.crmFor(cluster);
    await steps.sandbox.close();
    for (let step = 1; step <= 8; step += 1) {
      const pair = { cluster, primary: 'REVU-1', duplicate: 'REVU-2', token, step };
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
