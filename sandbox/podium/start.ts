import { createServer, type ServerResponse } from 'node:http';
import type { PodiumWorld } from '../../samples/podium/podium-world.ts';
import { createEffectLog } from '../kit/effect-log.ts';
import { close, listen } from '../kit/listen.ts';
import { createRequestLog } from '../kit/request-log.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createCampaigns } from './campaign.ts';
import { createContacts } from './contacts.ts';
import { createControl, type PodiumControl, serveControl } from './control.ts';
import type { PodiumCore } from './core.ts';
import type { PodiumEffectBody } from './effects.ts';
import { createFaults } from './faults.ts';
import { createOAuth } from './oauth.ts';
import { serveApi } from './serve.ts';
import { DEFAULT_SETTINGS, type PodiumSettings } from './settings.ts';
import { createWindows } from './windows.ts';

export interface PodiumSandbox extends PodiumControl {
  /** Origin of API and OAuth, without a slash at the end. */
  url: string;
  org: string;
  close(): Promise<void>;
}

/** Starts a practice Podium on loopback. `effectLogPath`: every effect is appended there, synced before the answer. */
export async function startPodiumSandbox(start: {
  world: PodiumWorld;
  /** @default 0, a free port */
  port?: number;
  options?: Partial<PodiumSettings>;
  effectLogPath?: string;
}): Promise<PodiumSandbox> {
  const { world, port = 0, options = {}, effectLogPath } = start;
  const settings = { ...DEFAULT_SETTINGS, ...options };
  const effects = createEffectLog<PodiumEffectBody>(effectLogPath);
  const contacts = createContacts(world, effects);
  const core: PodiumCore = {
    world,
    settings,
    effects,
    contacts,
    campaigns: createCampaigns({ contacts, effects }),
    schedule: createSchedule(),
    waiting: new Set(),
    oauth: createOAuth(settings),
    requests: createRequestLog(),
    faults: createFaults(),
    takes: createWindows(settings),
    turns: 0,
  };
  const control = createControl(core);
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://127.0.0.1');
    const served = url.pathname.startsWith('/__sandbox/')
      ? serveControl({ control, req, res, url })
      : serveApi({ core, req, res, url });
    served.catch((error) => failed({ res, error }));
  });
  const origin = await listen({ server, port });
  return {
    ...control,
    url: origin,
    org: world.org,
    close: async () => {
      core.schedule.cancel();
      await close(server);
      effects.close();
    },
  };
}

function failed({ res, error }: { res: ServerResponse; error: unknown }): void {
  if (!res.destroyed) console.error('The practice Podium failed', error);
  res.destroy();
}
