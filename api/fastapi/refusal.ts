import { HTTPException } from 'hono/http-exception';
import { detail, type Fault } from './detail.ts';

type Refused = 400 | 408 | 413 | 415 | 422 | 503;

/** To be thrown where a request cannot go on: `createApi` answers what it holds. */
export function refusal(
  status: Refused,
  what: string | readonly Fault[],
  headers: Record<string, string> = {},
): HTTPException {
  return new HTTPException(status, { res: detail(status, what, headers) });
}
