import { deepStrictEqual } from 'node:assert/strict';
import { queueOf } from '../../control/queue-of.ts';
import type { PlannedNight } from '../../store/nights/planned-night.ts';
import { pauseSchedule, resumeSchedule, storeSchedule } from '../../store/nights/schedules.ts';
import { openMergeScene } from '../podium/merge-scene.ts';
import { contact, email, mobile, phone } from '../podium/people.ts';
import { until } from '../support/outcome.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { cleanHistory } from './clean-history.ts';
import type { Recorded, Recording } from './scenes.ts';
import { RECORDING_TIMING, type RecordingServers } from './stage.ts';

/** What a schedule starts. */
export const RECORDED_NIGHTS: Recording[] = [
  { shapes: ['scheduled-night-run', 'scheduled-night-paused'], record: nights },
];

/** One that reads, plans and starts a run, and one whose schedule is paused while it reads. */
async function nights(servers: RecordingServers): Promise<Recorded> {
  const number = mobile();
  const people = [
    contact({ channels: [phone(number), email('night@example.com')] }),
    contact({ channels: [phone(number)] }),
  ];
  const scene = await openMergeScene(people, { kind: 'native' }, servers);
  const { client, database, env, world, podium } = scene;
  try {
    await scene.workerHere();
    const taskQueue = await queueOf(database.db, env.TEMPORAL_TASK_QUEUE ?? '');
    const whose = { crm: 'podium', org: world.org, by: 'ada' };
    await storeSchedule(database.db, {
      ...{ ...whose, name: 'nightly', at: '02:00', tz: 'UTC', approve: 'none', threshold: null },
      ...{ crossLocation: 'review', regions: { regions: [], region: 'AU' } },
      timing: { ...TEST_TIMING, ...RECORDING_TIMING },
    });
    const begin = (workflowId: string) =>
      client.workflow.start<() => Promise<PlannedNight>>('scheduledNight', {
        ...{ workflowId: `${workflowId}-${world.org}`, taskQueue, args: [{ schedule: 'nightly' }] as never },
      });
    const run = await begin('night-run');
    deepStrictEqual((await run.result()).kind, 'run');
    podium.configure({ lateMs: 2_000 });
    const paused = await begin('night-paused');
    await until('it reads', async () => (await scene.status()).state === 'open');
    await pauseSchedule(database.db, { name: 'nightly', by: 'ada' });
    deepStrictEqual((await paused.result()).kind, 'paused');
    await resumeSchedule(database.db, 'nightly');
    return {
      'scheduled-night-run': cleanHistory(await run.fetchHistory()),
      'scheduled-night-paused': cleanHistory(await paused.fetchHistory()),
    };
  } finally {
    await scene.close();
  }
}
