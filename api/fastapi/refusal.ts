import { HTTPException } from 'hono/http-exception';
import { detail, type Fault } from './detail.ts';

/** To be thrown where a request cannot go on: `createApi` answers what it holds. */
export function refusal(status: 400 | 413 | 415 | 422, what: string | readonly Fault[]): HTTPException {
  return new HTTPException(status, { res: detail(status, what) });
}
