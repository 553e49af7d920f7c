import { z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';

/** The problems that we tell by RFC 9457, by the name in their type. */
const PROBLEMS = {
  'parameter-invalid': { status: 422, title: 'A parameter is not valid' },
  'cursor-invalid': { status: 422, title: 'The cursor is not one of this list' },
  'upload-invalid': { status: 422, title: 'The upload has lines that cannot be taken' },
  'upload-broken-off': { status: 400, title: 'The upload broke off' },
  'upload-too-slow': { status: 408, title: 'The upload came too slowly' },
  'upload-too-large': { status: 413, title: 'The upload is too large' },
  'upload-type-unknown': { status: 415, title: 'The upload is of another type' },
  'idempotency-key-invalid': { status: 400, title: 'The Idempotency-Key is not valid' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for something else' },
  'request-under-way': { status: 409, title: 'The same request is still under way' },
  'not-logged-in': { status: 401, title: 'Nobody knows who asks' },
  'origin-foreign': { status: 403, title: 'A page of another origin asks' },
  'host-unknown': { status: 421, title: 'This server has not that name' },
  'role-missing': { status: 403, title: 'You may not do this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  refused: { status: 409, title: 'As things stand this cannot be done' },
  stale: { status: 412, title: 'It has changed since it was shown' },
  'if-match-missing': { status: 428, title: 'If-Match is missing' },
  'body-broken-off': { status: 400, title: 'The body broke off' },
  'body-too-slow': { status: 408, title: 'The body came too slowly' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'body-type-unknown': { status: 415, title: 'The body is of another type' },
  'body-invalid': { status: 422, title: 'The body is not valid' },
  away: { status: 503, title: 'A server that is needed does not answer' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

interface Told {
  /** What is wrong here, and what to do. Never a value that was sent. */
  detail: string;
  /** Extension members. */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
}

export function problem(name: ProblemName, { detail, members = {}, headers = {} }: Told): Response {
  const { status, title } = PROBLEMS[name];
  const type = `urn:contact-dedupe:problem:${name}`;
  return Response.json(
    { type, title, status, detail, ...members },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  );
}

/** To be thrown where a request cannot go on. */
export function problemError(name: ProblemName, told: Told): HTTPException {
  return new HTTPException(PROBLEMS[name].status, { res: problem(name, told) });
}

/** A problem as `/openapi.json` describes it, to be extended by members. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ description: 'urn:contact-dedupe:problem:<name>; the names do not change' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
  })
  .openapi('Problem');

/** The entry of a status that is told by problems. */
export function problemAnswer(
  names: readonly ProblemName[],
  told: z.ZodType = problemSchema,
): { description: string; content: { 'application/problem+json': { schema: z.ZodType } } } {
  const description = names.map((name) => `${PROBLEMS[name].title} (${name})`).join('; ');
  return { description, content: { 'application/problem+json': { schema: told } } };
}
