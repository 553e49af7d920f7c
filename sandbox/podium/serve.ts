import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Delivery, deliver, send } from '../kit/deliver.ts';
import { readBody } from '../kit/read-body.ts';
import type { Reply } from '../kit/reply.ts';
import type { RequestEntry } from '../kit/request-log.ts';
import type { Asked } from './asked.ts';
import type { PodiumCore } from './core.ts';
import type { PodiumFault } from './faults.ts';
import { Problem, problemReply } from './problems.ts';
import { routeOf } from './routes.ts';

/** One request, from its arrival to whatever becomes of its answer. */
export async function serveApi(request: {
  core: PodiumCore;
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
}): Promise<void> {
  const { core, req, res, url } = request;
  const entry = core.requests.open({ method: req.method ?? '', path: url.pathname.slice(1), socket: req.socket });
  const body = jsonOf(await readBody(req));
  if (core.settings.lateMs > 0) await sleep(core.settings.lateMs);
  const landing = { afterMs: core.settings.landsAfterMs };
  const asked: Asked = { core, method: entry.method, url, body, landing };
  const delivery = await answer(asked, { entry, req }).catch((error: unknown): Delivery => {
    if (error instanceof Problem) return send(withWait(problemReply(error, core.settings), error, core));
    throw error;
  });
  deliver({ res, delivery, entry });
}

async function answer(asked: Asked, { entry, req }: { entry: RequestEntry; req: IncomingMessage }): Promise<Delivery> {
  const { core, method, url } = asked;
  const route = routeOf(method, url.pathname);
  if (route === null) {
    entry.unknownPath = true;
    throw new Problem(404, 'route_not_found', 'There is no such route');
  }
  entry.write = route.write;
  const bites = core.faults.take(route.place);
  entry.faults = bites.map(({ kind }) => kind);
  for (const bite of bites) await before(bite, core);
  if (route.scope !== null) admit({ core, entry, req, scope: route.scope });
  const bite = bites.find(({ kind }) => ['status', 'invalid-cursor'].includes(kind));
  if (bite?.kind === 'status') return send({ status: bite.status, body: bite.body });
  if (bite !== undefined && url.searchParams.has('cursor'))
    throw new Problem(400, 'invalid_cursor', 'The cursor is not valid');
  if (bites.some(({ kind }) => kind === 'drop')) return { how: 'drop', reply: null };
  return disturbed(route.answer(landed(withEnvelope(asked, bites), bites)), bites);
}

async function before(bite: PodiumFault['do'], core: PodiumCore): Promise<void> {
  if (bite.kind === 'slow') await sleep(bite.ms);
  if (bite.kind === 'run') await bite.run();
  if (bite.kind === 'act') core.contacts.act(bite.act);
  if (bite.kind === 'expire-token') core.oauth.expire();
}

function withEnvelope(asked: Asked, bites: PodiumFault['do'][]): Asked {
  const bite = bites.find((one) => one.kind === 'envelope');
  if (bite === undefined) return asked;
  const settings = { ...asked.core.settings, envelope: bite.envelope };
  return { ...asked, core: { ...asked.core, settings } };
}

function landed(asked: Asked, bites: PodiumFault['do'][]): Asked {
  for (const bite of bites) {
    if (bite.kind === 'land') return { ...asked, landing: { afterMs: bite.afterMs } };
    if (bite.kind === 'never-land') return { ...asked, landing: 'never' };
  }
  return asked;
}

function disturbed(reply: Reply, bites: PodiumFault['do'][]): Delivery {
  for (const bite of bites) {
    if (bite.kind === 'lose') return { how: 'drop', reply };
    if (bite.kind === 'hang') return { how: 'hang', reply };
    if (bite.kind === 'cut') return { how: 'send', reply, cut: { at: bite.at, clean: false } };
  }
  return send(reply);
}

function admit(request: { core: PodiumCore; entry: RequestEntry; req: IncomingMessage; scope: string }): void {
  const { core, entry, req, scope } = request;
  const { token, grant } = core.oauth.grantOf(req.headers.authorization);
  entry.token = token.slice(-8);
  const { allowed } = core.takes(token);
  if (!allowed) {
    entry.overBudget = true;
    throw new Problem(429, 'rate_limit', 'Too many requests');
  }
  const version = req.headers['podium-version'];
  if (version !== undefined && !core.settings.versions.includes(String(version))) {
    throw new Problem(400, 'invalid_header_version', 'There is no such version');
  }
  if (!grant.scopes.includes(scope)) throw new Problem(403, 'unauthorized', `The scope ${scope} is missing`);
}

function withWait(reply: Reply, { status }: Problem, { settings }: PodiumCore): Reply {
  return status === 429 && settings.retryAfter ? { ...reply, headers: { 'Retry-After': '1' } } : reply;
}

/** JSON, as Podium's own samples send it, or a form, as RFC 6749 has it. */
function jsonOf(body: Buffer): Record<string, unknown> {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}
