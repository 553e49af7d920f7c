import { z } from '@hono/zod-openapi';
import { idempotencyHeaders } from '../customers/idempotency.ts';
import { type ProblemName, problemAnswer } from '../problem.ts';

/** Who may ask: the login of a browser, or a person's own token. */
export const PERSONS: Record<string, string[]>[] = [{ session: [] }, { person: [] }];

export const RUN_ID = z.string().openapi({ param: { name: 'run', in: 'path' }, example: '0123456789ab-1' });

const LET_IN: ProblemName[] = ['not-logged-in', 'role-missing'];

interface Described {
  status?: 200 | 201 | 202;
  description: string;
  schema: z.ZodType;
  /** Beside those of every such route. */
  problems?: ProblemName[];
}

const STATUS: Partial<Record<ProblemName, number>> = {
  'not-found': 404,
  refused: 409,
  stale: 412,
  'if-match-missing': 428,
  'body-broken-off': 400,
  'body-too-slow': 408,
  'body-too-large': 413,
  'body-type-unknown': 415,
  'body-invalid': 422,
  'parameter-invalid': 422,
  'cursor-invalid': 422,
  'idempotency-key-invalid': 400,
  'idempotency-key-reused': 422,
  'request-under-way': 409,
  away: 503,
};

/** The entries of `responses` for a route about runs. */
export function answers({ status = 200, description, schema, problems = [] }: Described) {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of problems) byStatus.set(STATUS[name] ?? 500, [...(byStatus.get(STATUS[name] ?? 500) ?? []), name]);
  return {
    [status]: { description, content: { 'application/json': { schema } } },
    401: problemAnswer(LET_IN.slice(0, 1)),
    403: problemAnswer([...LET_IN.slice(1), 'origin-foreign']),
    421: problemAnswer(['host-unknown']),
    ...Object.fromEntries([...byStatus].map(([code, names]) => [code, problemAnswer(names)])),
  };
}

/** Of every route that takes a body of JSON. */
export const BODY_PROBLEMS: ProblemName[] = [
  'body-broken-off',
  'body-too-slow',
  'body-too-large',
  'body-type-unknown',
  'body-invalid',
];

/** Of every route that does something: under an `Idempotency-Key` it is done once. */
export const ONCE_HEADERS: typeof idempotencyHeaders = idempotencyHeaders;
export const ONCE_PROBLEMS: ProblemName[] = ['idempotency-key-invalid', 'request-under-way', 'idempotency-key-reused'];
