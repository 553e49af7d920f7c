import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Delivery } from '../../kit/deliver.ts';
import type { RequestEntry } from '../../kit/request-log.ts';
import type { Core } from '../core.ts';
import type { BeforeImage } from '../objects/before-image.ts';
import { fieldsOfBody, fieldsOfQuery, type Input } from '../objects/fields.ts';
import { emptyView, liveView, staleView, type View } from '../objects/view.ts';
import { refuseForeignIds } from './foreign-ids.ts';
import { perform } from './perform.ts';
import { badRequest, forbidden, methodNotAllowed, routeNotFound, tooManyRequests } from './problems.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { subjectsOf } from './subjects.ts';
import { authenticate, type Caller } from './tokens.ts';

const VERSIONS = ['2022-10-20', '2024-01-24'];

export interface ApiRequest {
  core: Core;
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  body: Buffer;
  entry: RequestEntry;
}

/** Checks a request in the order of a gateway (path, token, quota, scope, fields), then handles it with its faults. */
export async function answerApi(request: ApiRequest): Promise<Delivery> {
  const { core, req, entry } = request;
  const route = ROUTES.get(entry.path);
  if (route === undefined) {
    entry.unknownPath = true;
    throw routeNotFound();
  }
  entry.write = route.write;
  const caller = authenticate({ tokens: core.tokens, header: req.headers.authorization });
  entry.token = caller.name;
  takeFromQuota(request);
  if (req.method !== 'POST' && (route.write || req.method !== 'GET')) throw methodNotAllowed();
  const version = req.headers['x-devrev-version'];
  if (version !== undefined && !VERSIONS.includes(String(version))) {
    throw badRequest('Bad Request', 'invalid_api_version', { value: version });
  }
  if (route.scopes.length > 0 && !route.scopes.some((scope) => caller.scopes.includes(scope))) throw forbidden();
  const input = inputOf({ request, route });
  describe({ entry, input });
  if (core.settings.foreignId === '403') refuseForeignIds({ route, input, org: caller.org ?? core.store.org });

  const image = imageOf({ core, entry });
  const { hooks, disturbance } = core.faults.match({ ...entry, canBeStale: image !== undefined });
  entry.faults = [...hooks.map(({ do: what }) => what.kind), ...(disturbance === null ? [] : [disturbance.do.kind])];
  const view = viewOf({ core, caller, image: disturbance?.do.kind === 'stale' ? image : undefined });
  const { path, requestId } = entry;
  const beta = req.headers['x-devrev-scope'] === 'beta';
  const handle = () => route.handle({ core, view, caller, path, requestId, beta, input });
  return perform({ core, requestId, handle, hooks, disturbance });
}

function takeFromQuota({ core, res, entry }: ApiRequest): void {
  const taken = core.limiter.take(entry.token ?? '');
  for (const [name, value] of Object.entries(taken.headers)) res.setHeader(name, value);
  if (taken.allowed) return;
  entry.overBudget = true;
  const limit = core.settings.rateLimit;
  throw tooManyRequests({
    seconds: taken.retryAfter,
    place: limit === 'unlimited' ? 'both' : (limit.retryAfterIn ?? 'both'),
  });
}

function inputOf({ request, route }: { request: ApiRequest; route: Route }): Input {
  const { fields, required } = route;
  const { req, url, body } = request;
  if (req.method === 'GET') return fieldsOfQuery({ fields, required, query: url.searchParams });
  return fieldsOfBody({ fields, required, body, type: req.headers['content-type'] ?? '' });
}

function describe({ entry, input }: { entry: RequestEntry; input: Input }): void {
  entry.subjects = subjectsOf(input);
  if (entry.path !== 'rev-users.merge') return;
  entry.primary = subjectsOf({ id: input.primary_user })[0] ?? null;
  entry.duplicate = subjectsOf({ id: input.secondary_user })[0] ?? null;
}

/** The picture from before the last merge of a contact that the request asks about. */
function imageOf({ core, entry }: { core: Core; entry: RequestEntry }): BeforeImage | undefined {
  const { before, tickets, conversations, lastBefore } = core.store;
  const named = (id: string) => tickets.get(id)?.reportedBy ?? conversations.get(id)?.members ?? [];
  const contacts = entry.subjects.flatMap((id) => [id, ...named(id)]);
  if (contacts.length === 0) return lastBefore;
  return contacts.map((id) => before.get(id)).find((image) => image !== undefined);
}

function viewOf({ core, caller, image }: { core: Core; caller: Caller; image: BeforeImage | undefined }): View {
  if (caller.org !== null && caller.org !== core.store.org) return emptyView(caller.org);
  const live = liveView(core.store);
  return image === undefined ? live : staleView({ live, image });
}
