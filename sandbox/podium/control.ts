import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { readBody } from '../kit/read-body.ts';
import type { RequestEntry } from '../kit/request-log.ts';
import type { PodiumAct } from './contacts.ts';
import type { PodiumCore } from './core.ts';
import type { PodiumEffect } from './effects.ts';
import type { PodiumFault } from './faults.ts';
import type { PodiumSettings } from './settings.ts';

/** Everything that a test can see and do; the same over HTTP under `/__sandbox/`. */
export interface PodiumControl {
  /** What was applied, in order: a `write` is one that the API was asked for. */
  effects(): PodiumEffect[];
  requests(): RequestEntry[];
  /** The contacts that are there. */
  contacts(): WorldPodiumContact[];
  configure(patch: Partial<PodiumSettings>): void;
  addFault(fault: PodiumFault): void;
  clearFaults(): void;
  act(act: PodiumAct): void;
  /** Campaigns go out now. */
  tick(): void;
  /** Every accepted write that is still to be done is done now. */
  land(): void;
  /** Makes every access token too old. */
  expireTokens(): void;
  /** Takes every refresh token back. */
  revokeTokens(): void;
}

export function createControl(core: PodiumCore): PodiumControl {
  return {
    effects: () => core.effects.all(),
    requests: () => core.requests.all(),
    contacts: () => core.contacts.living(),
    configure: (patch) => void Object.assign(core.settings, patch),
    addFault: (fault) => core.faults.add(fault),
    clearFaults: () => core.faults.clear(),
    act: (act) => core.contacts.act(act),
    tick: () => core.campaigns.tick(),
    land: () => {
      for (const write of core.waiting) {
        core.waiting.delete(write);
        void write();
      }
    },
    expireTokens: () => core.oauth.expire(),
    revokeTokens: () => core.oauth.revoke(),
  };
}

const HANDLERS: Record<string, (control: PodiumControl, body: never) => unknown> = {
  'GET health': () => ({ ok: true }),
  'GET effects': (control) => control.effects(),
  'GET requests': (control) => control.requests(),
  'POST configure': (control, body: Partial<PodiumSettings>) => control.configure(body),
  'POST faults': (control, body: PodiumFault) => control.addFault(body),
  'DELETE faults': (control) => control.clearFaults(),
  'POST act': (control, body: PodiumAct) => control.act(body),
  'POST land': (control) => control.land(),
  'POST tick': (control) => control.tick(),
  'POST expire': (control) => control.expireTokens(),
  'POST revoke': (control) => control.revokeTokens(),
};

/** Needs no token, costs no budget, leaves no trace in the request log. */
export async function serveControl(request: {
  control: PodiumControl;
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
}): Promise<void> {
  const { control, req, res, url } = request;
  const handler = HANDLERS[`${req.method} ${url.pathname.replace('/__sandbox/', '')}`];
  const text = (await readBody(req)).toString('utf8');
  const answer = (status: number, value: unknown): void => {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(value ?? {}));
  };
  if (handler === undefined) return answer(404, { known: Object.keys(HANDLERS) });
  try {
    answer(200, handler(control, (text === '' ? {} : JSON.parse(text)) as never));
  } catch (error) {
    answer(400, { message: error instanceof Error ? error.message : String(error) });
  }
}
