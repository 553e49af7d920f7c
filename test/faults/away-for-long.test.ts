import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { until } from '../support/outcome.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** All tries of a step that counted them would be over by then: they take a second each, and here it has two. */
const AWAY_MS = 9_000;
const TIMING = { readAttempts: 2, quietMs: 60_000, partialMs: 60_000 };

interface Outage {
  name: string;
  count: number;
  waitsFor: string;
  env(proxy: TcpProxy, scene: Scene): Record<string, string>;
  target(scene: Scene): string;
  begin(proxy: TcpProxy, scene: Scene): unknown;
  end(proxy: TcpProxy, scene: Scene): unknown;
}

const crmHost = (scene: Scene): string => new URL(scene.sandbox.url).host;

const OUTAGES: Outage[] = [
  {
    name: 'Postgres away',
    count: 20,
    waitsFor: 'postgres',
    target: (scene) => new URL(scene.env.DATABASE_URL ?? '').host,
    env: (proxy, scene) => ({
      DATABASE_URL: Object.assign(new URL(scene.env.DATABASE_URL ?? ''), { host: proxy.address }).href,
    }),
    begin: async (proxy) => {
      await proxy.refuse();
      proxy.cut();
    },
    end: (proxy) => proxy.serve(),
  },
  {
    name: 'the CRM away',
    count: 6,
    waitsFor: 'crm',
    target: crmHost,
    env: (proxy) => ({ DEVREV_BASE_URL: `http://${proxy.address}` }),
    begin: async (proxy) => {
      await proxy.refuse();
      proxy.cut();
    },
    end: (proxy) => proxy.serve(),
  },
  {
    name: 'a CRM that answers 500 to everybody',
    count: 6,
    waitsFor: 'crm',
    target: crmHost,
    env: () => ({}),
    begin: (_, scene) => scene.sandbox.addFault({ on: '*', every: 1, do: '500-before' }),
    end: (_, scene) => scene.sandbox.clearFaults(),
  },
];

test.concurrent.for(OUTAGES.map((outage) => [outage.name, outage] as const))(
  '%s for longer than a step is tried skips nothing: all in flight wait together, with a word, and are done afterwards',
  async ([, { count, waitsFor, target, env, begin, end }]) => {
    const { world, plan } = smallWorld(manyPairs(count));
    const scene = await openScene({ world, plan });
    const proxy = await startTcpProxy(target(scene));
    try {
      let away: number | null = null;
      const run = async (): Promise<void> => {
        await begin(proxy, scene);
        away = Date.now();
      };
      // Not the first that are read: some are ahead of it, some behind.
      scene.sandbox.addFault({ on: 'works.list', nth: count, do: { kind: 'run', run } });
      await scene.workerHere(env(proxy, scene));
      const started = await scene.start({ canary: count, window: count, timing: TIMING });
      await until('it is away', () => away !== null);
      await until('it was away for long', () => Date.now() - (away ?? 0) > AWAY_MS);
      await until('they say what they wait for', async () => (await waits(scene)).includes(waitsFor));
      await end(proxy, scene);
      expect(await ended(scene, started)).toMatchObject({ state: 'done', counts: { done: count, merged: count } });
      await expectFaultFree(scene, { world, plan });
      expect(await scene.database.db.execute(sql`select * from step_faults`)).toEqual([]);
    } finally {
      await scene.close();
      proxy.close();
    }
  },
);

/** What the steps in flight say that they wait for. */
async function waits(scene: Scene): Promise<string[]> {
  const found: string[] = [];
  const query = `WorkflowType = 'mergeCluster' and ExecutionStatus = 'Running' and TaskQueue STARTS_WITH '${scene.env.TEMPORAL_TASK_QUEUE}'`;
  for await (const { workflowId } of scene.client.workflow.list({ query })) {
    const { raw } = await scene.client.workflow.getHandle(workflowId).describe();
    for (const { heartbeatDetails } of raw.pendingActivities ?? []) {
      const [details] = heartbeatDetails?.payloads ?? [];
      if (details?.data)
        found.push(
          (JSON.parse(Buffer.from(details.data).toString()) as { waiting?: { for?: string } })?.waiting?.for ?? '',
        );
    }
  }
  return found;
}
