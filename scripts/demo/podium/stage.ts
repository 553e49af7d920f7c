import type { Leash } from '../../../local/process/leash.ts';
import { type Stack, startStack } from '../../../local/stack/stack.ts';
import { generatePodium } from '../../../samples/podium/generate-podium.ts';
import { SAMPLE_SEED } from '../../../samples/sample.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../../sandbox/podium/oauth.ts';
import { type PodiumSandbox, startPodiumSandbox } from '../../../sandbox/podium/start.ts';
import { emptyDatabase } from '../../../store/empty-database.ts';
import { forgetWorkflows } from '../forget-workflows.ts';
import type { DemoFolders } from '../settings.ts';
import { demoEnv, startWorker } from '../worker.ts';

/** What the demo of a contact base acts on. */
export interface PodiumStage {
  folders: DemoFolders;
  stack: Stack;
  podium: PodiumSandbox;
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
export async function openPodiumStage(folders: DemoFolders): Promise<PodiumStage> {
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  await forgetWorkflows(folders.dataDir);
  const stack = await startStack({ dataDir: folders.dataDir, env: { PATH, HOME, XDG_CACHE_HOME } });
  try {
    await emptyDatabase(stack.databaseUrl);
    return await furnish({ folders, stack });
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function furnish({ folders, stack }: Pick<PodiumStage, 'folders' | 'stack'>): Promise<PodiumStage> {
  const podium = await startPodiumSandbox({ world: generatePodium({ seed: SAMPLE_SEED }) });
  const crmEnv = {
    PODIUM_BASE_URL: podium.url,
    PODIUM_CLIENT_ID: CLIENT_ID,
    PODIUM_CLIENT_SECRET: CLIENT_SECRET,
    PODIUM_RATE_LIMIT: 'unlimited',
  };
  const ending = new AbortController();
  const workers: Leash[] = [];
  let lose: (name: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => {
    lose = resolve;
  });
  void stack.nextMove().then(lose);
  return {
    folders,
    stack,
    podium,
    env: demoEnv({ folders, stack, crmEnv }),
    signal: ending.signal,
    lost,
    worker: async () => {
      const leash = await startWorker({ folders, stack, crmEnv, failpoint: null, number: 1 });
      workers.push(leash);
      void leash.exited.then(() => lose(leash.name));
    },
    close: async () => {
      ending.abort();
      await Promise.all(workers.map((leash) => leash.stop()));
      await podium.close();
      await stack.stop();
    },
  };
}
