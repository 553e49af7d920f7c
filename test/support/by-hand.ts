import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { startTemporal } from '../../local/temporal/server.ts';
import { createDatabase } from './database.ts';
import type { Scene, SceneOptions } from './scene.ts';
import { makeFolder } from './servers.ts';

/** Says something to a Temporal server as anybody can who reaches its port. */
export interface Stranger {
  how: 'gRPC' | 'HTTP';
  start(type: string, workflow: { id: string; queue: string; input: unknown[] }): Promise<void>;
  signal(workflowId: string, signal: string, input: unknown[]): Promise<void>;
}

export interface OpenServer {
  servers: NonNullable<SceneOptions['servers']>;
  httpPort: number;
  end(): Promise<void>;
}

/** A server whose HTTP API is open to any page, as it is where somebody else has started it. */
export async function startOpenServer(): Promise<OpenServer> {
  const folder = makeFolder();
  const { path: binary } = await findTemporalBinary();
  const temporal = await startTemporal({ binary, logFile: `${folder}/temporal.log`, survives: 'kill', httpHost: '*' });
  const databaseUrl = await createDatabase(inject('adminDatabaseUrl'));
  return {
    servers: { temporalAddress: temporal.address, namespace: temporal.namespace, databaseUrl },
    httpPort: temporal.httpPort,
    end: async () => {
      await temporal.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function strangers(scene: Scene, { httpPort, servers }: OpenServer): Stranger[] {
  const { workflow } = scene.client;
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(
      `http://127.0.0.1:${httpPort}/api/v1/namespaces/${servers.namespace}/workflows/${path}`,
      {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: 'http://evil.test' },
        body: JSON.stringify({ ...body, requestId: randomUUID() }),
      },
    );
    if (!answer.ok) throw new Error(`The server did not take it: ${answer.status} ${await answer.text()}`);
  };
  return [
    {
      how: 'gRPC',
      start: async (type, { id, queue, input }) =>
        void (await workflow.start(type, { workflowId: id, taskQueue: queue, args: input })),
      signal: (id, signal, input) => workflow.getHandle(id).signal(signal, ...input),
    },
    {
      how: 'HTTP',
      start: (type, { id, queue, input }) =>
        post(id, { workflowType: { name: type }, taskQueue: { name: queue }, input }),
      signal: (id, signal, input) => post(`${id}/signal/${signal}`, { input }),
    },
  ];
}

const TABLES = [
  'runs',
  'run_orders',
  'run_clusters',
  'handed_out',
  'orders',
  'decisions',
  'resolutions',
  'settlements',
  'undos',
  'undo_pairs',
  'base_scans',
  'scan_orders',
];
const OF_PAIRS = ['pairs', 'pair_events', 'locks', 'consumed', 'redirects', 'readings', 'ref_changes'];

/** All that the store knows of runs, pairs and decisions, to be compared. */
export async function storeState({ database }: Scene): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {};
  for (const table of [...TABLES, ...OF_PAIRS]) {
    const rows = await database.db.execute(sql`select to_jsonb(t) as row from ${sql.raw(table)} t order by t::text`);
    state[table] = rows.map(({ row }) => row);
  }
  return state;
}
