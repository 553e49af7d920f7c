import type { Reply } from '../kit/reply.ts';
import type { Asked } from './asked.ts';
import type { FaultPlace } from './faults.ts';
import { listContacts } from './list.ts';
import { pick } from './pick.ts';
import { showContact, showLocation } from './show.ts';
import { writeOf } from './writing/write-routes.ts';

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
  const write = writeOf(name);
  return write === null ? null : { scope: 'write_contacts', write: true, ...write };
}

function pageOfContacts({ core, url }: Asked): Reply {
  const { contacts, world, settings } = core;
  return listContacts({ query: url.searchParams, contacts, world, settings, url: url.href });
}

function oneContact({ core, url }: Asked, identifier: string): Reply {
  const { settings, world } = core;
  const contact = pick(core, identifier);
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
