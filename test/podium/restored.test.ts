import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { takeEvent } from '../../store/hooks/take-event.ts';
import type { Reason } from '../../store/reasons.ts';
import { until } from '../support/outcome.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, email, FLEET, mobile, phone } from './people.ts';

const number = mobile();
const kept = contact({ channels: [phone(number), email('restored@example.com')], tags: [FLEET] });
const gone = contact({ channels: [phone(number)] });

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene([kept, gone], {});
  await scene.workerHere();
  await scene.scan({ full: true });
  const { workflowId } = await scene.run();
  await scene.ended([gone.uid]);
  await scene.client.workflow.getHandle(workflowId).result();
});

afterAll(() => scene.close());

interface EndOfCluster extends Record<string, unknown> {
  state: string;
  why: Reason | null;
}

/** How the cluster of the two ends in a new run, after a scan. */
async function again(): Promise<EndOfCluster | undefined> {
  await scene.scan({ full: true });
  const { id, workflowId } = await scene.run();
  const end = async (): Promise<EndOfCluster | undefined> => {
    const [row] = await scene.database.db.execute<EndOfCluster>(
      sql`select state, why from run_clusters where run_id = ${id} and ended_at is not null`,
    );
    return row;
  };
  await until('the cluster has ended', async () => (await end()) !== undefined);
  await scene.client.workflow.getHandle(workflowId).terminate('a test has seen enough');
  return end();
}

function deletes(): number {
  return scene.done().filter(({ kind }) => kind === 'deleted').length;
}

async function told(): Promise<string[]> {
  const rows = await scene.database.db.execute<{ event: string }>(sql`select event from notices`);
  return rows.map(({ event }) => event);
}

test('A contact that was merged and is alive again is not merged once more: held, counted run by run, and the third run has somebody told', async () => {
  expect(deletes()).toBe(1);
  scene.podium.act({ kind: 'restore', contact: gone.uid });
  for (const sightings of [1, 2]) {
    const values = { duplicate: gone.uid, primary: kept.uid, sightings };
    expect(await again()).toMatchObject({ state: 'held', why: { code: 'restored', values } });
  }
  expect(await told()).not.toContain('contact-restored');
  expect(await again()).toMatchObject({ state: 'held', why: { code: 'restored', values: { sightings: 3 } } });
  expect(await told()).toContain('contact-restored');
  const errors = await scene.database.db.execute<{ error: string | null }>(
    sql`select error from audit_events where error is not null order by id`,
  );
  expect(errors.map(({ error }) => error)).toEqual(['restored', 'restored', 'ERR_DEDUP_013']);
  expect(deletes()).toBe(1);
  expect((await scene.pairs()).map(({ state }) => state)).toEqual(['done']);
});

test('What the CRM tells of a contact puts its pair down that stands before the merge, once, and nobody else may send it then', async () => {
  const { db } = scene.database;
  const stands = async (state: string): Promise<void> => {
    await db.execute(sql`update pairs set state = ${state}, token = ${randomUUID()}::uuid, consent = null`);
  };
  const say = (id: string, uid: string, kind: 'gone' | 'changed' = 'gone') =>
    takeEvent(db, { crm: 'podium', org: scene.world.org, id, type: 'contact.merged', kind, uids: [uid] }, reasonWords);
  await stands('intent');
  const [before] = await db.execute<{ token: string }>(sql`select token from pairs`);
  expect(await say('ev-1', randomUUID())).toBe(true);
  expect((await scene.pairs())[0]?.state).toBe('intent');
  expect(await say('ev-2', gone.uid)).toBe(true);
  expect((await scene.pairs())[0]).toMatchObject({ state: 'drifted', why: { code: 'told-changed' } });
  const [now] = await db.execute<{ token: string }>(sql`select token from pairs`);
  expect(now?.token).not.toBe(before?.token);
  await stands('fresh');
  expect(await say('ev-2', gone.uid)).toBe(false);
  expect((await scene.pairs())[0]?.state).toBe('fresh');
  await stands('sent');
  expect(await say('ev-3', kept.uid, 'changed')).toBe(true);
  expect((await scene.pairs())[0]?.state).toBe('sent');
});
