import type { Context } from 'hono';
import { readKey } from '../customers/idempotency.ts';
import { personOf } from '../people/person.ts';
import { problemError } from '../problem.ts';

/** What came of a request with an `Idempotency-Key`. */
export interface KeptAnswer {
  /** Of what was sent; null while nobody knows it. */
  digest: string | null;
  until: number;
  /** Null while the request is under way. */
  answer: { status: number; body: string; headers: Headers } | null;
}

export interface KeptAnswers {
  find(name: string): KeptAnswer | undefined;
  /** For a request that begins. */
  begin(name: string, digest: string | null): KeptAnswer;
  /** A refusal is not kept: what was missing may be there the next time. */
  forget(name: string): void;
}

const KEPT_MS = 24 * 60 * 60 * 1000;
const MOST_KEPT = 1000;

/** In memory: what is decided and started is refused a second time in any case, and this says the same thing twice instead. */
export function openKeptAnswers(now: () => number = Date.now): KeptAnswers {
  const kept = new Map<string, KeptAnswer>();
  return {
    find: (name) => {
      for (const [one, { until }] of kept) if (until <= now() || kept.size > MOST_KEPT) kept.delete(one);
      return kept.get(name);
    },
    begin: (name, digest) => {
      const entry: KeptAnswer = { digest, until: now() + KEPT_MS, answer: null };
      kept.set(name, entry);
      return entry;
    },
    forget: (name) => void kept.delete(name),
  };
}

/** Under which name a person's request is kept; null: it has no key. Throws a problem where that is none. */
export function keptName(c: Context): string | null {
  const request = c.req.method === 'POST' ? readKey(c) : null;
  return request === null ? null : JSON.stringify([personOf(c).by, request.route, request.key]);
}

export async function keepAnswer(entry: KeptAnswer, response: Response): Promise<void> {
  entry.answer = {
    status: response.status,
    body: await response.clone().text(),
    headers: new Headers(response.headers),
  };
}

/** The answer of before. Throws problems where another request came under this key, and while that one is under way. */
export function replay({ digest, answer }: KeptAnswer, sent: string): Response {
  if (digest !== null && digest !== sent) {
    const detail = 'This Idempotency-Key came with another body within 24 hours: use a new key for a new request';
    throw problemError('idempotency-key-reused', { detail });
  }
  if (answer === null) throw underWay();
  const headers = new Headers(answer.headers);
  headers.set('idempotent-replayed', 'true');
  return new Response(answer.body, { status: answer.status, headers });
}

export function underWay(): Error {
  const detail = 'A request with this Idempotency-Key is being worked on: send it again in a moment';
  return problemError('request-under-way', { detail, headers: { 'retry-after': '1' } });
}
