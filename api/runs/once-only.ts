import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { readKey } from '../customers/idempotency.ts';
import { personOf } from '../people/person.ts';
import { problemError } from '../problem.ts';
import { readBytes } from './read-text.ts';

interface Kept {
  digest: string;
  until: number;
  /** Null while the first one is under way. */
  answer: { status: number; body: string; headers: Headers } | null;
}

const KEPT_MS = 24 * 60 * 60 * 1000;
const MOST_KEPT = 1000;

/**
 * Under an `Idempotency-Key` a person's request is done once: sent again within a day, its answer comes again. Kept in memory: what is
 * decided and started is refused a second time in any case, and this says the same thing twice instead. A refusal is not kept.
 */
export function onceOnly(bounds: ApiBounds, now: () => number = Date.now): MiddlewareHandler {
  const kept = new Map<string, Kept>();
  return async (c, next) => {
    const request = c.req.method === 'POST' ? readKey(c) : null;
    if (request === null) return await next();
    const body = await readBytes(c, bounds);
    // Read again by the route.
    c.req.raw = new Request(c.req.raw.url, {
      method: 'POST',
      headers: c.req.raw.headers,
      ...(body.length > 0 && { body }),
    });
    const name = JSON.stringify([personOf(c).by, request.route, request.key]);
    const digest = createHash('sha256')
      .update(c.req.header('if-match') ?? '')
      .update('\n')
      .update(body)
      .digest('hex');
    for (const [one, { until }] of kept) if (until <= now() || kept.size > MOST_KEPT) kept.delete(one);
    const known = kept.get(name);
    if (known !== undefined) return replay(known, digest);
    const entry: Kept = { digest, until: now() + KEPT_MS, answer: null };
    kept.set(name, entry);
    await next();
    if (!c.res.ok) {
      kept.delete(name);
      return;
    }
    entry.answer = { status: c.res.status, body: await c.res.clone().text(), headers: new Headers(c.res.headers) };
  };
}

function replay({ digest, answer }: Kept, sent: string): Response {
  if (digest !== sent) {
    const detail = 'This Idempotency-Key came with another body within 24 hours: use a new key for a new request';
    throw problemError('idempotency-key-reused', { detail });
  }
  if (answer === null) {
    const detail = 'A request with this Idempotency-Key is being worked on: send it again in a moment';
    throw problemError('request-under-way', { detail, headers: { 'retry-after': '1' } });
  }
  const headers = new Headers(answer.headers);
  headers.set('idempotent-replayed', 'true');
  return new Response(answer.body, { status: answer.status, headers });
}
