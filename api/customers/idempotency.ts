import { type RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type pg from 'pg';
import { type IdempotencyKey, type KeptAnswer, writeIdempotently } from '../../store/customers/idempotent-write.ts';
import { jsonText } from '../fastapi/detail.ts';
import { problem, problemAnswer, problemError } from '../problem.ts';
import { BODY_REFUSED, INVALID } from './schemas.ts';

interface Writing {
  pool: pg.Pool;
  /** SHA-256 of what is sent; reads what is not read yet. */
  digest: () => Promise<string>;
  write: (client: pg.PoolClient) => Promise<KeptAnswer>;
}

/** Writes and answers; under an `Idempotency-Key` once, as draft-ietf-httpapi-idempotency-key-header has it. */
export async function answerOnce(c: Context, { pool, digest, write }: Writing): Promise<Response> {
  const request = readKey(c);
  const outcome = await writeIdempotently(pool, request === null ? null : { ...request, digest }, write);
  if (outcome === 'under-way') {
    // What is not read would stand in the way of the answer.
    await digest();
    const detail = 'A request with this Idempotency-Key is being worked on: send it again in a moment';
    return problem('request-under-way', { detail, headers: { 'retry-after': '1' } });
  }
  if (outcome === 'other-body') {
    const detail = 'This Idempotency-Key came with another body within 24 hours: use a new key for a new request';
    return problem('idempotency-key-reused', { detail });
  }
  const { answer, isReplay } = outcome;
  const response = jsonText(answer.body, answer.status);
  if (isReplay) response.headers.set('idempotent-replayed', 'true');
  return response;
}

/** Throws a problem where the header is there and is no key. */
export function readKey(c: Context): Omit<IdempotencyKey, 'digest'> | null {
  const header = c.req.header('idempotency-key');
  if (header === undefined) return null;
  // The draft writes it as a quoted string; many clients send it bare.
  const key = /^"(?:[^"\\]|\\["\\])*"$/.test(header) ? header.slice(1, -1).replace(/\\(.)/g, '$1') : header;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const detail = 'An Idempotency-Key has 1 to 255 visible ASCII characters, such as a UUID';
    throw problemError('idempotency-key-invalid', { detail });
  }
  return { key, route: `${c.req.method} ${c.req.path}` };
}

/** The header as `/openapi.json` describes it. */
export const idempotencyHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .openapi({
      description:
        'Sent again with the same body within 24 hours, the request is not done again: the first answer comes again, with Idempotent-Replayed: true',
    }),
});

const reused = problemAnswer(['idempotency-key-reused']);
const invalid = problemAnswer(['idempotency-key-invalid']);

/** What it adds to the answers of a route that refuses bodies as FastAPI does. */
export const IDEMPOTENCY_ANSWERS: RouteConfig['responses'] = {
  400: {
    description: `${BODY_REFUSED[400].description}. ${invalid.description}`,
    content: { ...BODY_REFUSED[400].content, ...invalid.content },
  },
  409: problemAnswer(['request-under-way']),
  422: {
    description: `${INVALID[422].description}. ${reused.description}`,
    content: { ...INVALID[422].content, ...reused.content },
  },
};
