import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_TIMING } from '../../workflows/timing.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { type ApiProcess, startApiProcess } from './api-process.ts';
import { cookieByLink } from './desk.ts';

const PARALLEL = 200;

let scene: Scene;
let api: ApiProcess;

beforeAll(async () => {
  const pair = (at: number): Record<string, string[]> => ({
    [`REVU-${2 * at + 1}`]: [`TKT-${at + 1}`],
    [`REVU-${2 * at + 2}`]: [],
  });
  scene = await openScene(smallWorld([0, 1, 2].map((at) => ({ members: pair(at) }))));
  api = await startApiProcess(scene);
  // The practice CRM is in this process, as are those who ask.
  await scene.worker({ DEVREV_TIMEOUT: '30s' });
});

afterAll(async () => {
  await api?.kill();
  await scene?.close();
});

interface Steps {
  ended: number;
  failed: number;
  /** Tries after the first: one was lost, or its heartbeat missed. */
  again: number;
}

async function stepsOf(workflowId: string): Promise<Steps> {
  const { events } = await scene.client.workflow.getHandle(workflowId).fetchHistory();
  const all = events ?? [];
  return {
    ended: all.filter((event) => event.activityTaskCompletedEventAttributes).length,
    failed: all.filter((event) => event.activityTaskFailedEventAttributes ?? event.activityTaskTimedOutEventAttributes)
      .length,
    again: all.filter((event) => (event.activityTaskStartedEventAttributes?.attempt ?? 1) > 1).length,
  };
}

test('While 200 ask for its pages in parallel no step of a run fails, and no heartbeat is missed', async () => {
  const cookie = await cookieByLink(api);
  const run = await scene.start({ timing: { heartbeatMs: DEFAULT_TIMING.heartbeatMs, sendMs: DEFAULT_TIMING.sendMs } });
  let isOver = false;
  const statuses = new Set<number>();
  const paths = ['', '/review', '/clusters', '/pairs'].map((page) => `/runs/${run.id}${page}`);
  const ask = async (first: number): Promise<void> => {
    for (let at = first; !isOver; at += 1) {
      const answer = await fetch(`${api.url}${paths[at % paths.length]}`, { headers: { cookie }, redirect: 'manual' });
      await answer.arrayBuffer();
      statuses.add(answer.status);
    }
  };
  const asking = Array.from({ length: PARALLEL }, (_, first) => ask(first));
  await scene.result(run);
  isOver = true;
  await Promise.all(asking);
  expect([...statuses]).toEqual([200]);
  const clusters = scene.plan.clusters.map(({ id }) => `merge-devrev-${run.org}-${id}`);
  for (const id of [run.workflowId, ...clusters]) {
    const { ended, ...bad } = await stepsOf(id);
    expect(bad, id).toEqual({ failed: 0, again: 0 });
    expect(ended, id).toBeGreaterThan(2);
  }
  expect(scene.sandbox.effects().filter(({ kind }) => kind === 'merge')).toHaveLength(3);
});
