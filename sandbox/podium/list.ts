import type { PodiumWorld, WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { Reply } from '../kit/reply.ts';
import type { Contacts } from './contacts.ts';
import { Problem } from './problems.ts';
import type { PodiumSettings } from './settings.ts';
import { showContact } from './show.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const DEFAULT_LIMIT = 10;

interface Cursor {
  after: string | null;
  since: string | null;
  limit: number;
  at: number;
}

/** One page of all contacts. A cursor stands for a place in the order, not for a number: who changes place meanwhile is met twice, or not at all. */
export function listContacts(request: {
  query: URLSearchParams;
  contacts: Contacts;
  world: PodiumWorld;
  settings: PodiumSettings;
  url: string;
}): Reply {
  const { query, contacts, world, settings, url } = request;
  const { after, since, limit } = cursorOf(query, settings);
  const key = keyOf(settings.order);
  const isLater =
    settings.order === 'newest-change' ? (a: string, b: string) => a < b : (a: string, b: string) => a > b;
  const changed = contacts.living().filter(({ updatedAt }) => since === null || updatedAt > since);
  const sorted = changed.sort((a, b) => (isLater(key(a), key(b)) ? 1 : -1));
  const left = sorted.filter((one) => after === null || isLater(key(one), after));
  const isEmpty = settings.emptyFirstPage && query.get('cursor') === null;
  const page = isEmpty ? [] : left.slice(0, limit);
  const last = page.at(-1);
  const place = last === undefined ? after : key(last);
  const isLast = !isEmpty && left.length <= limit;
  const next = isLast ? null : encode({ after: place, since, limit, at: Date.now() });
  const data = page.map((contact) => showContact(contact, { world, settings }));
  return { status: 200, body: envelope({ data, next, url, settings }) };
}

function envelope(page: { data: object[]; next: string | null; url: string; settings: PodiumSettings }): unknown {
  const { data, next, url, settings } = page;
  const cursor = next === null && settings.lastCursor === 'empty' ? '' : next;
  const says = next !== null || settings.lastCursor !== 'absent';
  const metadata = { ...(says && { nextCursor: cursor }), previousCursor: null, url };
  switch (settings.envelope) {
    case 'snake':
      return { contacts: data, next_cursor: next };
    case 'one':
      return { data: data[0] ?? null, metadata };
    case 'no-metadata':
      return { data };
    case 'no-cursor':
      return { data, metadata: { url } };
    case 'array':
      return data;
    case 'documented':
      return { data, metadata };
  }
}

function keyOf(order: PodiumSettings['order']): (contact: WorldPodiumContact) => string {
  return order === 'uid' ? ({ uid }) => uid : ({ uid, updatedAt }) => `${updatedAt} ${uid}`;
}

function cursorOf(query: URLSearchParams, { pageCap, cursorTtlMs }: PodiumSettings): Cursor {
  const text = query.get('cursor');
  if (text !== null) {
    const cursor = decode(text);
    if (cursor === null || Date.now() - cursor.at > cursorTtlMs) {
      throw new Problem(400, 'invalid_cursor', 'The cursor is not valid');
    }
    return cursor;
  }
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1) throw new Problem(400, 'invalid_request_values', 'limit is no number');
  const since = query.get('updated_at');
  if (since !== null && !INSTANT.test(since))
    throw new Problem(400, 'invalid_request_values', 'updated_at is no instant');
  return { after: null, since: since?.replace('Z', '.000Z') ?? null, limit: Math.min(limit, pageCap), at: Date.now() };
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decode(text: string): Cursor | null {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
  } catch {
    return null;
  }
}
