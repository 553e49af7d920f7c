import { readFileSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { type CustomersApi, serveCustomersBeside } from '../../api/serve.ts';
import { loadApiSettings } from '../../config/api-settings.ts';
import type { Leash } from '../../local/process/leash.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { SAMPLE_SEED, type Sample } from '../../samples/sample.ts';
import { type DevrevSandbox, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { openClient } from '../../temporal/open-client.ts';
import { deskOf } from '../api/desk.ts';
import { createDeferred } from './deferred.ts';
import { openServers } from './open-servers.ts';
import { DEMO_TIMING, type DemoFolders } from './settings.ts';
import { demoEnv, startWorker } from './worker.ts';

/** Everything the demo acts on: servers, practice CRM, workers. */
export interface Stage {
  folders: DemoFolders;
  sample: Sample;
  stack: Stack;
  api: CustomersApi;
  org: string;
  sandbox: DevrevSandbox;
  client: Client;
  database: Database;
  /** Starts one more worker; the failpoint says where it is to die. */
  worker(failpoint?: string): Promise<Leash>;
  /** Settles with a name when a worker ends that should not, or a server that could not be started again at its address. */
  lost: Promise<string>;
  close(): Promise<void>;
}

/** Starts the servers, with nothing in them, and the practice CRM. Servers that the environment names are left alone. */
export function openStage(folders: DemoFolders, sample: Sample): Promise<Stage> {
  return openServers(folders.dataDir, (stack) => furnish({ folders, sample, stack }));
}

async function furnish(request: { folders: DemoFolders; sample: Sample; stack: Stack }): Promise<Stage> {
  const { folders, sample, stack } = request;
  const { temporalAddress: address, namespace, databaseUrl } = stack;
  const { world } = sample.generate({ seed: SAMPLE_SEED });
  // A worker that died may have to prove a merge whose answer it lost: this CRM says where a merged contact went.
  const sandbox = await startDevrevSandbox({ world, options: { consumed: 'pointer' } });
  const crmEnv = {
    DEVREV_BASE_URL: sandbox.url,
    DEVREV_API_TOKEN: 'sandbox-token',
    DEVREV_RATE_LIMIT: 'unlimited',
  };
  const env = { ...demoEnv({ folders, stack, crmEnv }), DEDUPE_TIMING: JSON.stringify(DEMO_TIMING) };
  const desk = { ...deskOf(env), sample: sample.csv };
  const api = await serveCustomersBeside({ databaseUrl, settings: loadApiSettings({}), desk });
  await loadSampleCustomers(api.url);
  const client = await openClient({ address, namespace, connectionOptions: { address }, how: 'the demo' });
  const database = openDatabase({ url: databaseUrl, applicationName: 'contact-dedupe demo' });
  const workers: Leash[] = [];
  const lost = createDeferred<string>();
  void stack.nextMove().then(lost.resolve);
  return {
    folders,
    sample,
    stack,
    api,
    org: world.org,
    sandbox,
    client,
    database,
    lost: lost.promise,
    worker: async (failpoint) => {
      const number = workers.length + 1;
      const leash = await startWorker({ folders, stack, crmEnv, failpoint: failpoint ?? null, number });
      workers.push(leash);
      if (failpoint === undefined) void leash.exited.then(() => lost.resolve(leash.name));
      return leash;
    },
    close: async () => {
      await Promise.all(workers.map((leash) => leash.stop()));
      await api.close();
      await client.connection.close();
      await database.close();
      await sandbox.close();
      await stack.stop();
    },
  };
}

/** So that its pages have something to try. */
async function loadSampleCustomers(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/customers/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: readFileSync(new URL('../../samples/customers.json', import.meta.url)),
  });
  if (!answer.ok) throw new Error(`The customers API answered ${answer.status} to the sample`);
}
