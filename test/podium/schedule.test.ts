import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSchedule, listSchedules, sayToSchedule } from '../../control/nights/schedules.ts';
import { lateSchedules } from '../../store/nights/late-schedules.ts';
import type { PlannedNight } from '../../store/nights/planned-night.ts';
import { runScript } from '../scripts/run-script.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, email, FLEET, HARBOUR, mobile, phone } from './people.ts';

const number = mobile();
const kept = contact({ channels: [phone(number), email('night@example.com')], tags: [FLEET] });
const gone = contact({ channels: [phone(number)] });

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene([kept, gone], {});
  await scene.workerHere();
});

afterAll(async () => {
  await say('delete').catch(() => undefined);
  await scene.close();
});

const NAME = `nightly-${number.slice(-4)}-${process.pid}`;

function say(word: 'pause' | 'trigger' | 'delete'): Promise<void> {
  return sayToSchedule({ client: scene.client, db: scene.database.db }, { name: NAME, word, by: 'ada' });
}

test('A schedule that is triggered scans, plans and starts a run in which nothing is merged before a person approves it', async () => {
  const { client, database, env, world } = scene;
  const asking = { client, db: database.db, taskQueue: env.TEMPORAL_TASK_QUEUE ?? '' };
  const policy = { threshold: null, crossLocation: 'review' as const };
  const what = { name: NAME, crm: 'podium', org: world.org, at: '02:00', tz: 'Australia/Sydney', by: 'ada', ...policy };
  // Automatic approval is not taken for a merge that deletes for good.
  const regions = { regions: [], region: 'AU' as const };
  await createSchedule(asking, { ...what, approve: 'auto', regions, timing: TEST_TIMING });
  await expect(createSchedule(asking, { ...what, approve: 'none', regions, timing: TEST_TIMING })).rejects.toThrow(
    'already',
  );
  const [listed] = await listSchedules(asking);
  expect(listed).toMatchObject({ name: NAME, paused: false, lastSuccess: null });
  expect(new Date(listed?.next ?? '').toISOString()).toMatch(/T1[56]:00:00/);
  await say('trigger');
  const run = async (): Promise<{ id: string; state: string } | undefined> => {
    const [row] = await database.db.execute<{ id: string; state: string }>(sql`select id, state from runs`);
    return row;
  };
  await until('a run is there', async () => (await run()) !== undefined, 60_000);
  await until('the run waits for a person', async () => {
    const rows = await database.db.execute(sql`select 1 from notices where event = 'run-waits'`);
    return rows.length > 0;
  });
  const clusters = await database.db.execute<{ state: string }>(sql`select state from run_clusters`);
  expect(clusters.map(({ state }) => state)).toEqual(['undecided']);
  expect(scene.done()).toEqual([]);
  await say('pause');
  expect((await listSchedules(asking))[0]).toMatchObject({ paused: true });
});

test('Whoever starts its workflow by hand does no more than the row says, and nothing once it is deleted', async () => {
  await say('delete');
  const { client, env, database } = scene;
  const [queue] = await database.db
    .execute<{ queue: string }>(sql`select task_queue as queue from workers limit 1`)
    .catch(() => []);
  const result: PlannedNight = await client.workflow.execute('scheduledNight', {
    workflowId: `by-hand-${NAME}`,
    taskQueue: queue?.queue ?? env.TEMPORAL_TASK_QUEUE ?? '',
    args: [{ schedule: NAME, crm: 'devrev', approve: 'auto' }],
  });
  expect(result).toEqual({ kind: 'gone' });
  const runs = await database.db.execute(sql`select 1 from runs`);
  expect(runs).toHaveLength(1);
});

test('A schedule reads numbers as a scan does: by the countries of places in the settings, and by the region of the last scan', async () => {
  const words = ['schedule', 'create', `${NAME}-regions`, '--crm', 'podium', '--at', '02:00'];
  const made = await runScript(scene, [...words, '--tz', 'Australia/Sydney', '--by', 'ada'], {
    PODIUM_REGIONS: `${HARBOUR}=NZ`,
  });
  const { client, database } = scene;
  const rows = await database.db.execute(sql`select regions from schedules where name = ${`${NAME}-regions`}`);
  expect(made).toMatchObject({ code: 0, err: expect.stringContaining('Region AU as before') });
  await sayToSchedule({ client, db: database.db }, { name: `${NAME}-regions`, word: 'delete', by: 'ada' });
  expect([...rows]).toEqual([{ regions: { regions: [[HARBOUR, 'NZ']], region: 'AU' } }]);
});

test('One that has not come through for two nights is told, whether it ever did or not', () => {
  const [now, crm, org] = [Date.parse('2026-06-10T00:00:00Z'), 'podium', 'org'];
  const schedule = { name: 'nightly', crm, org, createdAt: '2026-06-01T00:00:00Z' };
  const success = (at: string | null) => [
    { crm, organization: org, profile: 'contact-base', at, since: '2026-06-01T00:00:00Z' },
  ];
  const late = (at: string | null, since = schedule.createdAt) =>
    lateSchedules([{ ...schedule, createdAt: since }], { successes: success(at), now }).length;
  expect([late('2026-06-09T00:00:00Z'), late('2026-06-07T23:00:00Z'), late(null)]).toEqual([0, 1, 1]);
  expect(late(null, '2026-06-09T00:00:00Z')).toBe(0);
});
