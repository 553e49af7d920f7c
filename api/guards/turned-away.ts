import type { Context } from 'hono';
import { detail } from '../fastapi/detail.ts';
import { problem } from '../problem.ts';

/** Routes about runs; those of customers tell as their description does. */
const OF_RUNS = /^\/api\/v1\/(clusters|decisions|events|pairs|plans|redirects|runs)(\/|$)/;

/** What is told before a route is asked: as the routes of its own API tell it. */
export function turnedAway(c: Context, name: 'host-unknown' | 'origin-foreign', what: string): Response {
  if (OF_RUNS.test(c.req.path)) return problem(name, { detail: what });
  return name === 'host-unknown' ? detail(421, `Misdirected Request: ${what}`) : detail(403, `Forbidden: ${what}`);
}
