import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { TokenPerson } from '../../config/api-people.ts';
import { type Person, person } from './person.ts';
import { sessionKey } from './session-cookie.ts';
import { openSessions, type Sessions } from './sessions.ts';

/** Who may see runs, and who is logged in. */
export interface People {
  tokens: readonly TokenPerson[];
  sessions: Sessions;
  /** The folder whose link codes are taken; null where others can reach us: there only tokens are. */
  links: string | null;
}

export function openPeople(known: Pick<People, 'tokens' | 'links'>): People {
  return { ...known, sessions: openSessions() };
}

/** Whose token it is. All are compared, by their hashes: the time tells nothing. */
export function ofToken({ tokens }: Pick<People, 'tokens'>, token: string): Person | null {
  const given = createHash('sha256').update(token).digest();
  const [found] = tokens.filter(({ digest }) => timingSafeEqual(digest, given));
  return found === undefined ? null : person({ name: found.name, role: found.role, through: 'token' });
}

/** Who sent a request: by `Authorization: Bearer`, else by the cookie of their session. Null: nobody knows. */
export function whoAsks(c: Context, people: People): Person | null {
  const given = c.req.header('authorization');
  if (given !== undefined) {
    const token = /^Bearer +(\S+)\s*$/i.exec(given)?.[1];
    return token === undefined ? null : ofToken(people, token);
  }
  const key = sessionKey(c);
  return key === undefined ? null : people.sessions.find(key);
}
