import { deepStrictEqual } from 'node:assert/strict';
import { sayToScan } from '../../control/scan/say-to-scan.ts';
import type { PodiumSettings } from '../../sandbox/podium/settings.ts';
import { scanWorkflowId } from '../../store/orders/workflow-ids.ts';
import { openScanScene, type ScanScene } from '../scans/scan-scene.ts';
import { until } from '../support/outcome.ts';
import { cleanHistory } from './clean-history.ts';
import type { Recorded, Recording } from './scenes.ts';
import { executionsOf, type RecordingServers } from './stage.ts';

/** Readings of a whole contact base. */
export const RECORDED_SCANS: Recording[] = [
  { shapes: ['scan-base-complete', 'scan-base-changes'], record: complete },
  { shapes: ['scan-base-paused', 'scan-base-cancelled'], record: spokenTo },
  { shapes: ['scan-base-let-in'], record: letIn },
  { shapes: ['scan-base-anew-first', 'scan-base-anew-last'], record: anew },
  { shapes: ['scan-base-ordered-first', 'scan-base-ordered-last'], record: ordered },
];

async function onScan<T>(
  servers: RecordingServers,
  { play, ...options }: Partial<PodiumSettings> & { play: (scene: ScanScene) => Promise<T> },
): Promise<T> {
  const scene = await openScanScene(options, undefined, servers);
  try {
    return await play(scene);
  } finally {
    await scene.close();
  }
}

async function historyOf({ client, world }: ScanScene, execution?: string): Promise<string> {
  const id = scanWorkflowId({ crm: 'podium', org: world.org });
  return cleanHistory(await client.workflow.getHandle(id, execution).fetchHistory());
}

/** Of all contacts, and then of what was changed since. */
function complete(servers: RecordingServers): Promise<Recorded> {
  const play = async (scene: ScanScene): Promise<Recorded> => {
    await scene.workerHere();
    deepStrictEqual((await scene.scan()).state, 'complete');
    const all = await historyOf(scene);
    deepStrictEqual((await scene.scan()).state, 'complete');
    return { 'scan-base-complete': all, 'scan-base-changes': await historyOf(scene) };
  };
  return onScan(servers, { play });
}

/** One is paused in the middle and resumed, the next one is cancelled there. */
function spokenTo(servers: RecordingServers): Promise<Recorded> {
  const play = async (scene: ScanScene): Promise<Recorded> => {
    await scene.workerHere();
    const say = async (word: 'pause' | 'resume' | 'cancel'): Promise<void> => {
      const name = (await scene.status()).scan ?? '';
      await sayToScan({ db: scene.database.db, client: async () => scene.client }, { name, word });
    };
    await scene.start();
    await until('pages are read', async () => (await scene.status()).pages > 0);
    await say('pause');
    await until('it is paused', async () => (await scene.status()).waitsFor === 'resume', 60_000);
    scene.podium.configure({ lateMs: 0 });
    await say('resume');
    await scene.over();
    deepStrictEqual((await scene.status()).state, 'complete');
    const paused = await historyOf(scene);
    scene.podium.configure({ lateMs: 500 });
    await scene.start({ full: true });
    await until('pages are read', async () => {
      const { state, pages } = await scene.status();
      return state === 'open' && pages > 0;
    });
    await say('cancel');
    await scene.over();
    deepStrictEqual((await scene.status()).state, 'cancelled');
    return { 'scan-base-paused': paused, 'scan-base-cancelled': await historyOf(scene) };
  };
  return onScan(servers, { pageCap: 10, lateMs: 500, play });
}

/** Podium's answer to a refresh is lost, and a person lets us in again and says so. */
function letIn(servers: RecordingServers): Promise<Recorded> {
  const play = async (scene: ScanScene): Promise<Recorded> => {
    scene.podium.addFault({ on: 'contacts', skip: 3, do: { kind: 'expire-token' } });
    scene.podium.addFault({ on: 'token', do: { kind: 'lose' } });
    await scene.workerHere();
    const id = await scene.start();
    await until('it waits', async () => (await scene.status()).waitsFor === 'authorize', 60_000);
    await scene.letIn();
    await scene.client.workflow.getHandle(id).signal('wake');
    await scene.over();
    deepStrictEqual((await scene.status()).state, 'complete');
    return { 'scan-base-let-in': await historyOf(scene) };
  };
  return onScan(servers, { play });
}

/** One step reads so many pages; of more, the next one is taken in a new execution. */
async function anew(servers: RecordingServers): Promise<Recorded> {
  const [first, last] = await firstAndLast(servers);
  return { 'scan-base-anew-first': first, 'scan-base-anew-last': last };
}

/** The same, as the store has what it is to do. */
async function ordered(servers: RecordingServers): Promise<Recorded> {
  const [first, last] = await firstAndLast(servers);
  return { 'scan-base-ordered-first': first, 'scan-base-ordered-last': last };
}

async function firstAndLast(servers: RecordingServers): Promise<[string, string]> {
  const play = async (scene: ScanScene): Promise<[string, string]> => {
    await scene.workerHere();
    const id = await scene.start({ mostEvents: 12 });
    await scene.over();
    deepStrictEqual((await scene.status()).state, 'complete');
    const executions = await executionsOf(scene.client, id);
    deepStrictEqual(executions.length > 1, true);
    return [await historyOf(scene, executions[0]), await historyOf(scene, executions.at(-1))];
  };
  return onScan(servers, { pageCap: 1, play });
}
