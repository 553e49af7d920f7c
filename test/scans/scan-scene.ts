import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { readScanStatus, type ScanStatus } from '../../control/scan/scan-status.ts';
import { startScan } from '../../control/scan/start-scan.ts';
import { writeTokens } from '../../crm/podium/tokens/token-file.ts';
import { generatePodium } from '../../samples/podium/generate-podium.ts';
import type { PodiumWorld } from '../../samples/podium/podium-world.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../sandbox/podium/oauth.ts';
import type { PodiumSettings } from '../../sandbox/podium/settings.ts';
import { type PodiumSandbox, startPodiumSandbox } from '../../sandbox/podium/start.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { scanWorkflowId } from '../../store/orders/workflow-ids.ts';
import { grant, REDIRECT } from '../sandbox/podium/practice.ts';
import { refuseWrites } from '../sandbox/podium/refuse-writes.ts';
import { createStore } from '../support/database.ts';
import type { LentServers } from '../support/lent-servers.ts';
import { query } from '../support/query.ts';
import { makeFolder } from '../support/servers.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { startWorkerHere } from '../support/worker-here.ts';
import { startWorker, type TestWorker } from '../support/worker-process.ts';

/** A practice Podium that has let us in, a store, and workers. */
export interface ScanScene {
  podium: PodiumSandbox;
  world: PodiumWorld;
  client: Client;
  database: Database;
  folder: string;
  env: Record<string, string>;
  tokenFile: string;
  /** A worker in this process. */
  workerHere(): Promise<void>;
  /** A worker as a process of its own, which may be killed. */
  worker(more?: Record<string, string>): Promise<TestWorker>;
  start(wish?: { full?: boolean; mostEvents?: number }): Promise<string>;
  /** Of the newest scan. */
  status(): Promise<ScanStatus>;
  /** Starts one and waits for its end. */
  scan(wish?: { full?: boolean }): Promise<ScanStatus>;
  /** Waits until no scan of the organization runs, however it ends. */
  over(): Promise<void>;
  /** What plans are made from: every contact in force, whole. */
  index(): Promise<unknown[]>;
  /** Puts new tokens into the file, as a person does who lets us in. */
  letIn(): Promise<void>;
  close(): Promise<void>;
}

/** `servers`: those of a program that is no test. Unless it `writes`, closing it throws where anything was asked to be written. */
export async function openScanScene(
  { writes = false, ...options }: Partial<PodiumSettings> & { writes?: boolean } = {},
  world?: PodiumWorld,
  servers?: LentServers,
): Promise<ScanScene> {
  const folder = makeFolder();
  // Scans of other tests on the same server are of other organizations.
  const people = { ...(world ?? generatePodium({ seed: 1 })), org: randomUUID() };
  const podium = await startPodiumSandbox({
    world: people,
    options: { rateLimit: 'unlimited', pageCap: 10, ...options },
  });
  const databaseUrl = await createStore(servers?.adminDatabaseUrl ?? inject('adminDatabaseUrl'));
  const database = openDatabase({ url: databaseUrl });
  const address = servers?.temporalAddress ?? inject('temporalAddress');
  const namespace = servers?.temporalNamespace ?? inject('temporalNamespace');
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const tokenFile = join(folder, 'tokens.json');
  const taskQueue = `test-${folder.split('-').at(-1)}`;
  const env = {
    PODIUM_BASE_URL: podium.url,
    PODIUM_CLIENT_ID: CLIENT_ID,
    PODIUM_CLIENT_SECRET: CLIENT_SECRET,
    PODIUM_REDIRECT_URI: REDIRECT,
    PODIUM_TOKEN_FILE: tokenFile,
    PODIUM_RATE_LIMIT: 'unlimited',
    PODIUM_TIMEOUT: '100s',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: taskQueue,
    ...(servers?.workflowBundle && { DEDUPE_WORKFLOW_BUNDLE: servers.workflowBundle }),
    BACKUP_DIR: join(folder, 'backups'),
    REPORTS_DIR: join(folder, 'reports'),
    LOGS_DIR: join(folder, 'logs'),
    DEDUPE_DATA_DIR: join(folder, 'data'),
  };
  const ends: (() => Promise<void>)[] = [];
  const whose = { crm: 'podium', org: people.org };
  const scene: ScanScene = {
    ...{ podium, world: people, client, database, folder, env, tokenFile },
    workerHere: async () => {
      const worker = await startWorkerHere({ env, folder, temporalAddress: address, namespace });
      ends.push(worker.end);
    },
    worker: async (more = {}) => {
      const worker = await startWorker({ env: { ...env, ...more }, folder });
      ends.push(worker.end);
      return worker;
    },
    start: ({ full = false, mostEvents } = {}) =>
      startScan({
        ...{ client, db: database.db, ...whose, full, regions: [], region: 'AU', taskQueue },
        timing: { ...TEST_TIMING, ...(mostEvents !== undefined && { mostEvents }) },
      }),
    status: () => readScanStatus({ db: database.db, client, whose, scan: null }),
    scan: async (wish = {}) => {
      const workflowId = await scene.start(wish);
      await client.workflow.getHandle(workflowId).result();
      return scene.status();
    },
    over: () =>
      client.workflow
        .getHandle(scanWorkflowId(whose))
        .result()
        .then(
          () => undefined,
          () => undefined,
        ),
    index: () => indexOf(databaseUrl),
    letIn: async () => {
      const given = await grant(podium);
      const [now, end] = [new Date(), new Date(Date.now() + 36_000_000)];
      writeTokens(tokenFile, {
        organization: people.org,
        accessToken: given.access_token,
        obtainedAt: now.toISOString(),
        expiresAt: end.toISOString(),
        refreshToken: given.refresh_token,
        scopes: given.scope.split(' '),
      });
    },
    close: async () => {
      await Promise.all(ends.map((end) => end()));
      await connection.close();
      await database.close();
      await podium.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      if (!writes) refuseWrites(podium);
    },
  };
  await scene.letIn();
  return scene;
}

async function indexOf(databaseUrl: string): Promise<unknown[]> {
  return query(
    databaseUrl,
    `select c.uid, c.updated_at, c.field_count, c.faults, c.body,
       array(select k.key from base_keys k where k.scan = c.scan and k.uid = c.uid order by k.key) as keys
     from base_contacts c where c.scan = (select holder from base_scans where state = 'complete' order by id desc limit 1)
     order by c.uid`,
  );
}
