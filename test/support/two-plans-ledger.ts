import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { transition } from '../../store/ledger/ledger.ts';
import { type Reading, saveReading } from '../../store/ledger/readings.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { createRun } from '../../store/runs/runs.ts';
import type { PairKey } from '../../store/types.ts';
import { createStore } from './database.ts';
import { twoPlans } from './two-plans.ts';

/** The ledger alone, led by its steps as workflows do, with the two plans of `twoPlans` and no CRM. */
export interface TwoPlansLedger {
  database: Database;
  a: Plan;
  b: Plan;
  clusterId: string;
  attempt: { token: string; seq: number };
  /** Of REVU-3, with this primary. */
  pairOf(primaryId: string): PairKey;
  /** A new run of the plan takes its cluster on; its id. */
  open(plan: Plan): Promise<string>;
  /** Brings the pair to `fresh`, with readings of both contacts. */
  fresh(primaryId: string): Promise<void>;
}

export async function openTwoPlansLedger(): Promise<TwoPlansLedger> {
  const url = await createStore(inject('adminDatabaseUrl'));
  const database = openDatabase({ url });
  const { db } = database;
  const { world, a, b } = twoPlans();
  const clusterId = a.clusters[0]?.id ?? '';
  const attempt = { token: randomUUID(), seq: 0 };
  const pairOf = (primaryId: string): PairKey => {
    return { mode: 'real', crm: 'devrev', org: world.org, clusterId, primaryId, duplicateId: 'REVU-3' };
  };
  return {
    database,
    a,
    b,
    clusterId,
    attempt,
    pairOf,
    open: async (plan) => {
      await db.execute(sql`update runs set state = 'done'`);
      const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
      const run = await createRun(db, { plan, org: world.org, dryRun: false, options });
      await db.execute(sql`update run_clusters set state = 'approved' where run_id = ${run.id}`);
      if ((await takeOnCluster(db, { runId: run.id, clusterId, token: attempt.token }, reasonWords)) === null)
        throw new Error('Not open');
      return run.id;
    },
    fresh: async (primaryId) => {
      const key = pairOf(primaryId);
      for (const contact of [primaryId, 'REVU-3']) await saveReading(db, key, readingOf(contact));
      await transition(db, { key, attempt, from: ['approved'], to: 'fresh' });
    },
  };
}

export function readingOf(contactId: string, tickets: string[] = [`TKT-${contactId.split('-')[1]}`]): Reading {
  return {
    contactId,
    fullId: `full-${contactId}`,
    email: 'person0@example.com',
    state: 'active',
    isVerified: true,
    externalRef: contactId,
    name: null,
    fieldsDigest: 'as it was',
    modifiedAt: null,
    relations: { reported: tickets },
    own: {},
  };
}
