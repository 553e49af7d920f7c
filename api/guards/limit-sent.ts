import type { ApiBounds } from '../../config/api-bounds.ts';
import { problemError } from '../problem.ts';
import { limitBody } from './limit-body.ts';

/** The bytes of a body as they come. Throws problems: 400, 408, 413. `what` and `lost` go into their words: `An upload`, `: nothing is kept`. */
export function limitSent(
  request: Request,
  { limit, bounds, what, lost = '' }: { limit: number; bounds: ApiBounds; what: string; lost?: string },
): AsyncGenerator<Uint8Array> {
  return limitBody(request, {
    limit,
    bounds,
    tooLarge: () => problemError('body-too-large', { detail: `${what} has ${limit} bytes at most` }),
    tooSlow: () =>
      problemError('body-too-slow', { detail: 'The body came too slowly', headers: { connection: 'close' } }),
    brokenOff: () => problemError('body-broken-off', { detail: `The body ended before its end${lost}` }),
  });
}
