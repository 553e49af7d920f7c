import type { Reply } from '../kit/reply.ts';
import { holds } from './contacts.ts';
import type { PodiumCore } from './core.ts';
import type { FaultPlace } from './faults.ts';
import { listContacts } from './list.ts';
import { Problem } from './problems.ts';
import { showContact, showLocation } from './show.ts';

export interface Asked {
  core: PodiumCore;
  method: string;
  url: URL;
  body: Record<string, unknown>;
}

export interface Route {
  /** Null: everybody may. */
  scope: string | null;
  write: boolean;
  place: FaultPlace | null;
  answer(asked: Asked): Reply;
}

/** Null where Podium documents no such path. */
export function routeOf(method: string, path: string): Route | null {
  const name = `${method} ${path}`;
  if (name === 'GET /oauth/authorize') return open(null, ({ core, url }) => core.oauth.authorize(url.searchParams));
  if (name === 'POST /oauth/token') return open('token', ({ core, body }) => core.oauth.token(body));
  if (name === 'GET /v4/contacts') return read('read_contacts', 'contacts', pageOfContacts);
  if (name === 'GET /v4/locations') return read('read_locations', 'locations', allLocations);
  const one = /^\/v4\/contacts\/([^/]+)$/.exec(path)?.[1];
  if (method === 'GET' && one !== undefined) {
    return read('read_contacts', 'contact', (asked) => oneContact(asked, decodeURIComponent(one)));
  }
  return WRITES.some((write) => write.test(name))
    ? { scope: 'write_contacts', write: true, place: null, answer: write }
    : null;
}

const WRITES = [
  /^POST \/v4\/contacts$/,
  /^(PATCH|DELETE) \/v4\/contacts\/[^/]+$/,
  /^(POST|PATCH|DELETE) \/v4\/contacts\/[^/]+\/(attributes|tags)\/[^/]+$/,
  /^POST \/v4\/contacts\/(campaigns|transactional)\/opt_(in|out)$/,
  /^POST \/v4\/contacts\/[^/]+\/merge$/,
];

/** Whatever it is, the log has it: nothing that only reads may ever ask for it. */
function write({ core, method, url }: Asked): Reply {
  core.effects.append({ kind: 'write', subject: `${method} ${url.pathname}` });
  return { status: 202, body: { data: { identifier: '' }, metadata: {} } };
}

function pageOfContacts({ core, url }: Asked): Reply {
  const { contacts, world, settings } = core;
  return listContacts({ query: url.searchParams, contacts, world, settings, url: url.href });
}

/** By conversation, e-mail or phone. The uid is no identifier. */
function oneContact({ core, url }: Asked, identifier: string): Reply {
  const { contacts, settings, world } = core;
  const found = contacts
    .living()
    .filter((contact) => contact.conversations.includes(identifier) || holds(contact, identifier))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
  core.turns += 1;
  const at = { first: 0, last: found.length - 1, turns: core.turns % Math.max(1, found.length) }[settings.shared];
  const contact = found[at];
  if (contact === undefined) throw new Problem(404, 'resource_not_found', 'There is no such contact');
  return { status: 200, body: { data: showContact(contact, { world, settings }), metadata: { url: url.href } } };
}

function allLocations({ core, url }: Asked): Reply {
  const { locations, org } = core.world;
  const data = locations.map((location) => showLocation(location, org));
  return { status: 200, body: { data, metadata: { nextCursor: null, totalItems: data.length, url: url.href } } };
}

function open(place: FaultPlace | null, answer: Route['answer']): Route {
  return { scope: null, write: false, place, answer };
}

function read(scope: string, place: FaultPlace, answer: Route['answer']): Route {
  return { scope, write: false, place, answer };
}
