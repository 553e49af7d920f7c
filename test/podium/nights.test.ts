import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNightStatus } from '../../control/nights/night-status.ts';
import { createSchedule, listSchedules, sayToSchedule } from '../../control/nights/schedules.ts';
import { queueOf } from '../../control/queue-of.ts';
import { nightExit, nightText } from '../../scripts/schedule/night-words.ts';
import { changedKeysOf } from '../../store/base/index-source.ts';
import type { PlannedNight } from '../../store/nights/planned-night.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, email, mobile, phone, RIDGE } from './people.ts';

const [number, elsewhere] = [mobile(), mobile()];
const sure = [
  contact({ channels: [phone(number), email('sure@example.com')] }),
  contact({ channels: [phone(number)] }),
];
const apart = [
  contact({ channels: [phone(elsewhere)] }),
  contact({ channels: [phone(elsewhere)], locations: [RIDGE] }),
];

let scene: MergeScene;
let taskQueue: string;

beforeAll(async () => {
  scene = await openMergeScene([...sure, ...apart], { kind: 'native' });
  await scene.workerHere();
  await scene.scan();
  taskQueue = await queueOf(scene.database.db, scene.env.TEMPORAL_TASK_QUEUE ?? '');
});

afterAll(async () => {
  for (const { name } of await listSchedules(asking())) await say(name, 'delete');
  await scene.close();
});

const asking = () => ({ client: scene.client, db: scene.database.db });
const say = (name: string, word: 'pause' | 'resume' | 'trigger' | 'delete') =>
  sayToSchedule(asking(), { name, word, by: 'ada' });

async function schedule(name: string, policy: { threshold: number | null; crossLocation: 'review' | 'auto_merge' }) {
  const { org } = scene.world;
  const unique = `${name}-${org.slice(0, 8)}`;
  const when = { at: '02:00', tz: 'Australia/Sydney' };
  const regions = { regions: [], region: 'AU' as const };
  const what = { crm: 'podium', org, ...when, approve: 'auto' as const, by: 'ada', regions, timing: TEST_TIMING };
  await createSchedule(
    { ...asking(), taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '' },
    { name: unique, ...what, ...policy },
  );
  return unique;
}

/** As whoever reaches Temporal starts it. */
function night(name: string): Promise<PlannedNight> {
  const args = [{ schedule: name }];
  return scene.client.workflow.execute('scheduledNight', { workflowId: `by-hand-${name}`, taskQueue, args });
}

async function runOf(planned: PlannedNight) {
  const id = 'runId' in planned ? planned.runId : '';
  const [run] = await scene.database.db.execute<{ options: Record<string, unknown> }>(
    sql`select options from runs where id = ${id}`,
  );
  const clusters = await scene.database.db.execute<{ decision: string; state: string; cluster: string }>(sql`
    select p.decision, c.state, c.cluster_id as cluster from run_clusters c join runs r on r.id = c.run_id
    join plan_clusters p on p.plan_digest = r.plan_digest and p.cluster_id = c.cluster_id
    where c.run_id = ${id} order by p.decision`);
  return { id, options: run?.options, clusters: [...clusters] };
}

test('While a schedule is paused nobody begins its night, by its verb or by hand, and nothing is read', async () => {
  const name = await schedule('paused', { threshold: null, crossLocation: 'review' });
  await say(name, 'pause');
  // Somebody lets it go on in Temporal, where it is not for them to say.
  await scene.client.schedule.getHandle(`night-${name}`).unpause();
  const orders = () => scene.database.db.execute(sql`select id from scan_orders`);
  const before = await orders();
  await expect(say(name, 'trigger')).rejects.toThrow('is paused');
  await expect(night(name)).rejects.toMatchObject({ cause: { cause: { type: 'NotItsOwn' } } });
  expect(await orders()).toEqual(before);
  expect(await listSchedules(asking())).toMatchObject([{ name, paused: true }]);
  await say(name, 'resume');
  expect(await listSchedules(asking())).toMatchObject([{ name, paused: false }]);
  await say(name, 'delete');
});

test('Where another library reads numbers otherwise, a night approves nothing by itself until a person has, in a run that shows it', async () => {
  const { db } = scene.database;
  const name = await schedule('changed', { threshold: null, crossLocation: 'review' });
  await db.execute(sql`update base_keys set version = 'older', key = '+61400000000' where uid = ${sure[0]?.uid}`);
  const first = await runOf(await night(name));
  expect(first.options).toMatchObject({ approve: 'none', changedKeys: 1 });
  expect(first.clusters).toMatchObject([
    { decision: 'auto', state: 'undecided' },
    { decision: 'review', state: 'undecided' },
  ]);
  expect(await changedKeysOf(db, { crm: 'podium', org: scene.world.org })).toMatchObject({ contacts: 1 });
  const clusters = first.clusters.slice(1).map(({ cluster }) => cluster);
  await storeDecision(db, { runId: first.id, choice: 'approve', by: 'ada', selection: { clusters } });
  expect(await changedKeysOf(db, { crm: 'podium', org: scene.world.org })).toBeNull();
  await say(name, 'delete');
});

test("A night goes by its row's own threshold and policy across places, and its run has the scan that it was planned from", async () => {
  const name = await schedule('own', { threshold: 100, crossLocation: 'auto_merge' });
  const { options, clusters } = await runOf(await night(name));
  const scan = await scene.status();
  expect(options).toMatchObject({ approve: 'auto', scan: { id: Number(scan.scan?.split('-')[1]) } });
  expect(clusters.map(({ decision }) => decision)).toEqual(['review', 'review']);
});

test('The status of a schedule shows what its night came to, and of one that is at work the step that waits', async () => {
  const { db } = scene.database;
  const name = await schedule('shown', { threshold: null, crossLocation: 'review' });
  const status = () => readNightStatus({ db, client: scene.client, name: `night-${name}` });
  expect(await status()).toMatchObject({ name, night: null, next: expect.any(String), steps: [] });
  await say(name, 'trigger');
  await until('a night is over', async () => (await status()).night?.state === 'completed');
  const ended = await status();
  expect(nightExit(ended)).toBe(0);
  expect(nightText(ended)).toMatch(/: ended, a run (was started|of the same plan is at work)/);

  // No worker is of the store any more.
  await db.execute(sql`update store_identity set backup_store = gen_random_uuid()`);
  await say(name, 'trigger');
  await until('its first step is tried again', async () => (await status()).steps.some(({ attempt }) => attempt > 1));
  const waiting = await status();
  expect(waiting.steps).toMatchObject([{ step: 'takeNight', failure: { type: 'WrongBackups' }, needsPerson: true }]);
  expect(nightText(waiting)).toMatch(
    /the night {2}reading what is to be done, attempt \d+, .*no worker with its place/,
  );
  expect(nightExit(waiting)).toBe(4);
  await scene.client.workflow.getHandle(waiting.night?.workflowId ?? '').terminate();
});
