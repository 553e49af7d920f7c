import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import { inject } from 'vitest';
import { loadConfig } from '../../config/env.ts';
import type { Plan, PlanCluster } from '../../contacts/plan.ts';
import { clusterId, planDigest } from '../../contacts/planning/plan-text.ts';
import { startRun } from '../../control/start-run.ts';
import { type Exit, startLeashed } from '../../local/process/leash.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import type { Run } from '../../store/runs/runs.ts';
import { createWorker } from '../../workers/worker.ts';
import type { RunResult } from '../../workflows/types.ts';
import { createStore } from '../support/database.ts';
import { makeFolder } from '../support/servers.ts';
import { TEST_TIMING } from '../support/timing.ts';
import { withoutThreads } from '../support/worker-here.ts';
import { type Book, type MergeFault, openBook, type World } from './book.ts';
import { BOOK, BOOK_CONNECTORS } from './book-connector.ts';

/** A run over the address book, with real servers and workers that are processes. */
export interface Stage {
  book: Book;
  folder: string;
  database: Database;
  /** A worker as a process of its own, which may be killed. */
  worker(env?: Record<string, string>): Promise<{ exited: Promise<Exit> }>;
  /** A worker in this process. */
  workerHere(): Promise<void>;
  start(): Promise<Run>;
  result(run: Run): Promise<RunResult>;
  pair(): Promise<{ state: string; reason: string | null; proof: string | null; outcome: string | null } | undefined>;
  close(): Promise<void>;
}

/** One cluster of the people of `world`: the first is kept. */
export async function openStage(world: World, faults: MergeFault[] = []): Promise<Stage> {
  const folder = makeFolder();
  const book = await openBook(world, faults);
  const databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const database = openDatabase({ url: databaseUrl });
  const [address, namespace] = [inject('temporalAddress'), inject('temporalNamespace')];
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const taskQueue = `test-${folder.split('-').at(-1)}`;
  const env = {
    PATH: process.env.PATH,
    BOOK_KEY: 'key',
    BOOK_URL: book.url,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: taskQueue,
    DEDUPE_WORKFLOW_BUNDLE: inject('workflowBundle'),
    BACKUP_DIR: join(folder, 'backups'),
    REPORTS_DIR: join(folder, 'reports'),
    LOGS_DIR: join(folder, 'logs'),
  };
  const ends: (() => Promise<void>)[] = [];
  return {
    book,
    folder,
    database,
    worker: async (more = {}) => {
      const lines: string[] = [];
      let ready = (): void => {};
      const isReady = new Promise<void>((resolve) => {
        ready = resolve;
      });
      const leash = await startLeashed({
        name: 'worker of the address book',
        command: process.execPath,
        args: [join(inject('scripts'), 'address-book-worker.cjs')],
        env: { ...env, ...more },
        cwd: folder,
        onLine: (line) => {
          lines.push(line);
          if (line === 'ready') ready();
        },
      });
      ends.push(async () => {
        leash.kill('SIGKILL');
        await leash.exited;
      });
      const failed = leash.exited.then(() => Promise.reject(new Error(`The worker ended: ${lines.join('\n')}`)));
      await Promise.race([isReady, failed]);
      failed.catch(() => {});
      return { exited: leash.exited };
    },
    workerHere: async () => {
      const native = await NativeConnection.connect({ address });
      const config = loadConfig(env, folder, BOOK);
      const log = pino({ level: 'silent' });
      const connectors = BOOK_CONNECTORS;
      const options = { config, databaseUrl, connection: native, namespace, log, connectors };
      const made = await withoutThreads(() => createWorker(options));
      const running = made.worker.run();
      ends.push(async () => {
        made.worker.shutdown();
        await running.catch(() => {});
        await made.close();
        await native.close();
      });
    },
    start: () =>
      startRun({
        client,
        db: database.db,
        plan: planOf(world),
        org: 'BOOK1',
        dryRun: false,
        options: { canary: 1, window: 1, limit: null, approve: 'auto', csvDigest: null },
        timing: TEST_TIMING,
        taskQueue,
      }),
    result: (run) => client.workflow.getHandle(run.workflowId).result() as Promise<RunResult>,
    pair: async () => {
      const [row] = await database.db.execute<{
        state: string;
        reason: string | null;
        proof: string | null;
        outcome: string | null;
      }>(sql`select state, reason, proof, outcome from pairs`);
      return row;
    },
    close: async () => {
      await Promise.all(ends.map((end) => end()));
      await connection.close();
      await database.close();
      await book.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function planOf({ people }: World): Plan {
  const ids = Object.keys(people);
  const [primary = '', ...duplicates] = ids;
  const cluster: PlanCluster = {
    id: clusterId([...ids].sort()),
    email: 'ann@example.com',
    decision: 'auto',
    strategy: 'cxp-uid',
    reason: 'made for a test',
    primary,
    duplicates: duplicates.sort(),
    members: [...ids].sort().map((id) => ({
      id,
      externalRef: id,
      modifiedBy: '',
      userId: '',
      accountId: '',
      accountName: '',
      updatedAt: '2025-01-15T09:05:00.000Z',
      updatedByBi: false,
      tickets: 0,
    })),
  };
  const plan = { version: 1 as const, crm: 'book', profile: 'external-contacts', clusters: [cluster] };
  return { ...plan, digest: planDigest(plan) };
}
