import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { closeRunCluster, nextClusters } from '../../store/runs/clusters.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { setStop } from '../../store/runs/runs.ts';
import { createStore } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  const url = await createStore(inject('adminDatabaseUrl'));
  database = openDatabase({ url });
});

afterAll(() => database.close());

const runId = '0123456789ab-1';
const clusterId = 'c'.repeat(32);
const token = randomUUID();

const QUESTIONS: Record<string, () => Promise<unknown>> = {
  'which clusters are next': () => nextClusters(database.db, { runId, limit: 5 }),
  'whether a cluster may start': () => takeOnCluster(database.db, { runId, clusterId, token }, String),
  'to end a cluster': () =>
    closeRunCluster(database.db, { runId, clusterId, token: null, state: 'not-started', reason: null }),
  'to record a decision': () =>
    storeDecision(database.db, { runId, choice: 'approve', by: 'Ada', selection: { all: true } }),
  'to stop a run': () => setStop(database.db, { runId, stop: true, reason: null }),
};

test.for(Object.keys(QUESTIONS))('A store that does not have the run says so when it is asked %s', async (question) => {
  const refusal: unknown = await QUESTIONS[question]?.().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: 'NotInStore' });
});
