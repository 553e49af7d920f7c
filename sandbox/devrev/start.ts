import { randomBytes } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { World } from '../../samples/world/world.ts';
import { createEffectLog } from '../kit/effect-log.ts';
import { close, listen } from '../kit/listen.ts';
import { createRequestLog } from '../kit/request-log.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createControl, type SandboxControl } from './control.ts';
import type { Core } from './core.ts';
import type { Fault } from './faults/fault.ts';
import { createFaultBook } from './faults/fault-book.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { serveApi } from './http/serve-api.ts';
import { serveAttachment } from './http/serve-attachment.ts';
import { serveControl } from './http/serve-control.ts';
import { DEFAULT_TOKENS, type TokenGrant } from './http/tokens.ts';
import { createStore } from './objects/store.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export interface DevrevSandbox extends SandboxControl {
  /** Origin of the API, without a slash at the end. */
  url: string;
  /** The other origin, for attachments. */
  attachmentUrl: string;
  close(): Promise<void>;
}

export interface SandboxOptions extends Partial<Settings> {
  /** Replaces the default tokens. */
  tokens?: Record<string, TokenGrant>;
  faults?: Fault[];
  /** Appends every effect to this file as a JSON line, synced before the answer. */
  effectLogPath?: string;
}

export interface StartSandbox {
  world: World;
  /** @default 0, a free port */
  port?: number;
  /** @default 0, a free port */
  attachmentPort?: number;
  options?: SandboxOptions;
}

/** Starts a practice DevRev on loopback. */
export async function startDevrevSandbox(start: StartSandbox): Promise<DevrevSandbox> {
  const { world, port = 0, attachmentPort = 0, options = {} } = start;
  const core = createCore({ world, options });
  const control = createControl(core);
  const api = createServer((req, res) => {
    const url = new URL(req.url ?? '/', core.origins.api);
    const served = url.pathname.startsWith('/__sandbox/')
      ? serveControl({ control, req, res, url })
      : serveApi({ core, req, res });
    served.catch((error) => failed({ res, error }));
  });
  const attachments = createServer((req, res) => {
    serveAttachment({ core, req, res }).catch((error) => failed({ res, error }));
  });
  core.origins.attachments = await listen({ server: attachments, port: attachmentPort });
  core.origins.api = await listenOrClose({ api, port, other: attachments });
  return {
    ...control,
    url: core.origins.api,
    attachmentUrl: core.origins.attachments,
    async close() {
      core.schedule.cancel();
      await Promise.all([close(api), close(attachments)]);
      core.effects.close();
    },
  };
}

function createCore({ world, options }: { world: World; options: SandboxOptions }): Core {
  const { tokens = DEFAULT_TOKENS, faults = [], effectLogPath, ...settings } = options;
  const core: Core = {
    store: createStore(world),
    settings: { ...DEFAULT_SETTINGS, ...settings },
    tokens: new Map(Object.entries(tokens)),
    effects: createEffectLog(effectLogPath),
    requests: createRequestLog(),
    faults: createFaultBook(),
    limiter: { take: () => ({ allowed: true, retryAfter: 1, headers: {} }) },
    schedule: createSchedule(),
    origins: { api: 'http://127.0.0.1', attachments: 'http://127.0.0.1' },
    secret: randomBytes(16).toString('hex'),
  };
  core.limiter = createRateLimiter({ settings: core.settings });
  for (const fault of faults) core.faults.add(fault);
  return core;
}

async function listenOrClose({ api, port, other }: { api: Server; port: number; other: Server }): Promise<string> {
  try {
    return await listen({ server: api, port });
  } catch (error) {
    await close(other);
    throw error;
  }
}

/** The sandbox's own mistake, or a client that went away while it was sending: only the first is worth a word. */
function failed({ res, error }: { res: ServerResponse; error: unknown }): void {
  if (!res.destroyed) console.error('The sandbox failed', error);
  res.destroy();
}
