import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSchedule, sayToSchedule } from '../../control/nights/schedules.ts';
import { EXIT } from '../../scripts/cli/fail.ts';
import { runDoctor } from '../scripts/doctor-checks.ts';
import { runScript } from '../scripts/run-script.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { startWorkerHere } from '../support/worker-here.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, mobile, phone } from './people.ts';

let scene: MergeScene;
let receiver: Receiver;
let name: string;
let told: Record<string, string>;

beforeAll(async () => {
  scene = await openMergeScene([contact({ channels: [phone(mobile())] })]);
  receiver = await startReceiver();
  told = { NOTIFY_URL: receiver.url, NOTIFY_SECRET: 'a secret' };
  await scene.workerHere();
  const { org } = scene.world;
  name = `late-${org.slice(0, 8)}`;
  const when = { at: '02:00', tz: 'Australia/Sydney', threshold: null, crossLocation: 'review' as const };
  const what = { name, crm: 'podium', org, approve: 'none' as const, by: 'ada', timing: TEST_TIMING };
  const { client, database, env } = scene;
  await createSchedule(
    { client, db: database.db, taskQueue: env.TEMPORAL_TASK_QUEUE ?? '' },
    { ...what, ...when, regions: { regions: [], region: 'AU' } },
  );
});

afterAll(async () => {
  const { client, database } = scene;
  await sayToSchedule({ client, db: database.db }, { name, word: 'delete', by: 'ada' });
  await receiver.close();
  await scene.close();
});

/** As if its last night had come through so long ago; null: none ever has, since it was created so long ago. */
async function ago({ created, success }: { created: string; success: string | null }): Promise<void> {
  const { db } = scene.database;
  await db.execute(sql`update schedules set created_at = clock_timestamp() - ${created}::interval`);
  await db.execute(sql`delete from quiet_nights`);
  if (success === null) return;
  await db.execute(sql`
    insert into quiet_nights (crm, org, profile, last_at)
    values ('podium', ${scene.world.org}, 'contact-base', clock_timestamp() - ${success}::interval)`);
}

/** What doctor, runs and runs --check say of it, and what was sent. */
async function said() {
  const before = receiver.received.length;
  const doctor = await runDoctor(scene, ['--only', 'nights']);
  const runs = await runScript(scene, ['runs']);
  const check = await runScript(scene, ['runs', '--check', '--alert-after', '1000h'], told);
  const sent = receiver.received.slice(before).map(({ body }) => JSON.parse(body) as { text: string; event: string });
  return { doctor: doctor.checks.nights, runs: runs.out, check, sent };
}

test('While the last success is younger than two nights doctor, runs and NOTIFY_URL say nothing of it', async () => {
  await ago({ created: '10 days', success: '47 hours' });
  const { doctor, runs, check, sent } = await said();
  expect(doctor).toMatchObject({ status: 'ok' });
  expect(runs).not.toContain('LATE');
  expect([check.code, sent]).toEqual([EXIT.done, []]);
});

test.each([
  ['its last success is older than two nights', { created: '10 days', success: '49 hours' }],
  ['none ever was, two nights after it was created', { created: '49 hours', success: null }],
])('Once %s, doctor, runs and NOTIFY_URL say so, the last one once', async (_, times) => {
  await ago(times);
  const { doctor, runs, check, sent } = await said();
  const late = `schedule ${name} has not come through for two nights: last success ${times.success === null ? 'never yet' : '20'}`;
  expect(doctor).toMatchObject({ status: 'warning', found: expect.stringContaining(late) });
  expect(runs).toContain(`LATE: ${late}`);
  expect(check).toMatchObject({ code: EXIT.waiting, out: expect.stringContaining(`Late: ${late}`) });
  expect(sent).toMatchObject([{ event: 'alert' }]);
  expect(JSON.stringify(sent)).toContain(name);
  expect((await said()).sent).toEqual([]);
});

/** As many workers as there are, and nobody types anything. Each has looked, and told what was noted, when it has ended. */
async function toldByWorkers(count: number): Promise<{ text: string; sent: number }> {
  const before = receiver.received.length;
  const { env, folder } = scene;
  const temporal = { temporalAddress: env.TEMPORAL_ADDRESS ?? '', namespace: env.TEMPORAL_NAMESPACE ?? '' };
  const workers = await Promise.all(
    Array.from({ length: count }, () => startWorkerHere({ env: { ...env, ...told }, folder, ...temporal })),
  );
  await Promise.all(workers.map(({ end }) => end()));
  const sent = receiver.received.slice(before);
  return { text: sent.map(({ body }) => body).join(), sent: sent.length };
}

test('Workers tell of it by themselves, once whoever looks, and again only after a night has come through', async () => {
  await ago({ created: '10 days', success: '50 hours' });
  expect(await toldByWorkers(2)).toEqual({ text: expect.stringMatching(`schedule-late.*${name}`), sent: 1 });
  expect((await said()).sent).toHaveLength(1);
  // What a check finds, and finds no more, changes nothing of what was told already.
  expect(await toldByWorkers(1)).toMatchObject({ sent: 0 });
  await ago({ created: '10 days', success: '1 hour' });
  expect((await said()).check.code).toBe(EXIT.done);
  expect(await toldByWorkers(1)).toMatchObject({ sent: 0 });
  await ago({ created: '10 days', success: '51 hours' });
  expect(await toldByWorkers(1)).toMatchObject({ sent: 1 });
});
