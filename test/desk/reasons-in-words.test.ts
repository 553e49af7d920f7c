import { Client, Connection } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Reason } from '../../store/reasons.ts';
import { as, send, startTestDesk, type TestDesk } from './desk.ts';
import { reviewRuns } from './review-runs.ts';

let connection: Connection;
let desk: TestDesk;
const newRun = reviewRuns(() => desk, 'WORDS');

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  desk = await startTestDesk({ client: async () => new Client({ connection }) });
});

afterAll(async () => {
  await desk?.close();
  await connection?.close();
});

const NAMES: Reason = { code: 'names-differ', values: { contacts: ['REVU-1', 'REVU-2'] } };
const FEWER: Reason = {
  code: 'fewer-things',
  values: { contact: 'REVU-2', planned: 12, found: 11, things: 'tickets', crm: 'devrev' },
};
const CANARY: Reason = { code: 'canary', values: { bad: 1, ended: 5 } };

async function get(path: string): Promise<Record<string, unknown>> {
  const answer = await send(desk, { path, headers: as('view') });
  expect(answer.status, answer.body).toBe(200);
  return JSON.parse(answer.body);
}

test('A program is told each reason as its code, its values and its words: of a cluster, of a pair that is held, of a run that was stopped', async () => {
  const run = await newRun();
  const { db } = desk.desk;
  const [{ cluster = '' } = {}] = await db.execute<{ cluster: string }>(sql`
    update run_clusters set state = 'drifted', why = ${JSON.stringify(NAMES)}::jsonb, started_at = now()
    where run_id = ${run.id} and size = 3 returning cluster_id as cluster`);
  await db.execute(sql`
    insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, why)
    values ('real', 'devrev', ${run.org}, ${cluster}, 'REVU-1', 'REVU-2', 'held', ${run.id}, ${JSON.stringify(FEWER)}::jsonb)`);
  await db.execute(sql`
    update runs set stop_at = now(), stop_by = 'canary', stop_why = ${JSON.stringify(CANARY)}::jsonb where id = ${run.id}`);

  const words = "the CRM's names of REVU-1 and REVU-2 contradict each other: a person must say whether they are one";
  const names = { ...NAMES, words };
  const fewer = { ...FEWER, words: 'the CSV says 12 tickets for REVU-2, DevRev has 11' };
  const { items } = await get(`/api/v1/runs/${run.id}/clusters?state=drifted`);
  expect(items).toMatchObject([{ cluster, why: names }]);
  expect(await get(`/api/v1/clusters/${cluster}?run=${run.id}`)).toMatchObject({ why: names });
  expect(await get(`/api/v1/pairs/${cluster}.REVU-2`)).toMatchObject({ pairs: [{ state: 'held', why: fewer }] });
  expect(await get(`/api/v1/runs/${run.id}`)).toMatchObject({
    pauseWhy: { ...CANARY, words: 'canary: 1 of 5 clusters did not end as done' },
    unfinished: { pairs: [{ why: fewer }] },
  });
});
