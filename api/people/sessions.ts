import { createHash, randomBytes } from 'node:crypto';
import type { Person } from './person.ts';

/** Who is logged in with a browser. Kept in memory alone: all end with this process. */
export interface Sessions {
  /** Begins one. Returns what the cookie holds. */
  begin(person: Person): string;
  /** Null for one that is over, or never was. */
  find(key: string): Person | null;
  end(key: string): void;
}

/** Twelve hours. */
export const SESSION_MS: number = 12 * 60 * 60 * 1000;

/** More than people: the oldest go first. */
const MOST = 1000;

/** @param now milliseconds; @default the clock */
export function openSessions(now: () => number = Date.now): Sessions {
  // By the hash of the key: how long a look takes tells nothing of a key.
  const open = new Map<string, { person: Person; until: number }>();
  const sweep = (): void => {
    for (const [hash, { until }] of open) if (until <= now()) open.delete(hash);
    for (const hash of open.keys()) {
      if (open.size < MOST) return;
      open.delete(hash);
    }
  };
  return {
    begin: (person) => {
      sweep();
      const key = randomBytes(32).toString('base64url');
      open.set(hashOf(key), { person, until: now() + SESSION_MS });
      return key;
    },
    find: (key) => {
      const found = open.get(hashOf(key));
      return found !== undefined && found.until > now() ? found.person : null;
    },
    end: (key) => {
      open.delete(hashOf(key));
    },
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
