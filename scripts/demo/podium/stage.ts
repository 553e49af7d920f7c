import { type CustomersApi, serveCustomersBeside } from '../../../api/serve.ts';
import { loadApiSettings } from '../../../config/api-settings.ts';
import type { Leash } from '../../../local/process/leash.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { generatePodium } from '../../../samples/podium/generate-podium.ts';
import { SAMPLE_SEED } from '../../../samples/sample.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../../sandbox/podium/oauth.ts';
import { type PodiumSandbox, startPodiumSandbox } from '../../../sandbox/podium/start.ts';
import { deskOf } from '../../api/desk.ts';
import { createDeferred } from '../deferred.ts';
import { openServers } from '../open-servers.ts';
import type { DemoFolders } from '../settings.ts';
import { demoEnv, startWorker } from '../worker.ts';

/** What the demo of a contact base acts on. */
export interface PodiumStage {
  folders: DemoFolders;
  stack: Stack;
  podium: PodiumSandbox;
  /** The pages of runs. */
  api: CustomersApi;
  /** Of a verb that a person types here. */
  env: Record<string, string>;
  worker(): Promise<void>;
  /** Aborts when the stage closes: verbs end with it. */
  signal: AbortSignal;
  /** Settles with a name when the worker, or a server that could not be started again, has ended. */
  lost: Promise<string>;
  close(): Promise<void>;
}

/** Starts the servers, with nothing in them, and a practice Podium that has let nobody in yet. */
export function openPodiumStage(folders: DemoFolders): Promise<PodiumStage> {
  return openServers(folders.dataDir, (stack) => furnish({ folders, stack }));
}

async function furnish({ folders, stack }: Pick<PodiumStage, 'folders' | 'stack'>): Promise<PodiumStage> {
  const options = {
    rateLimit: 'unlimited' as const,
    granted: ['read_contacts', 'read_locations', 'write_contacts'],
    whitelisted: true,
  };
  const podium = await startPodiumSandbox({ world: generatePodium({ seed: SAMPLE_SEED }), options });
  const crmEnv = {
    PODIUM_BASE_URL: podium.url,
    PODIUM_CLIENT_ID: CLIENT_ID,
    PODIUM_CLIENT_SECRET: CLIENT_SECRET,
    PODIUM_RATE_LIMIT: 'unlimited',
  };
  const env = demoEnv({ folders, stack, crmEnv });
  // The sample is an export of the other CRM.
  const desk = { ...deskOf(env), sample: null };
  const api = await serveCustomersBeside({ databaseUrl: stack.databaseUrl, settings: loadApiSettings({}), desk });
  const ending = new AbortController();
  const workers: Leash[] = [];
  const lost = createDeferred<string>();
  void stack.nextMove().then(lost.resolve);
  return {
    folders,
    stack,
    podium,
    api,
    env,
    signal: ending.signal,
    lost: lost.promise,
    worker: async () => {
      const leash = await startWorker({ folders, stack, crmEnv, failpoint: null, number: 1 });
      workers.push(leash);
      void leash.exited.then(() => lost.resolve(leash.name));
    },
    close: async () => {
      ending.abort();
      await Promise.all(workers.map((leash) => leash.stop()));
      await api.close();
      await podium.close();
      await stack.stop();
    },
  };
}
