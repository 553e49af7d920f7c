import type { Hash } from 'node:crypto';
import type { HTTPException } from 'hono/http-exception';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { problemError } from '../problem.ts';
import { limitBody } from './limit-body.ts';

/** The bytes of a body as they come. Throws a problem as soon as they are more than the limit, or when they break off. */
export async function* limitUpload(
  request: Request,
  { limit, bounds, hash }: { limit: number; bounds: ApiBounds; hash: Hash },
): AsyncGenerator<Uint8Array> {
  const chunks = limitBody(request, {
    limit,
    bounds,
    tooLarge: () => problemError('upload-too-large', { detail: `An upload has ${limit} bytes at most` }),
    tooSlow: () => uploadTooSlow(bounds),
    brokenOff: () =>
      problemError('upload-broken-off', { detail: 'The body ended before its end: nothing was written' }),
  });
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function uploadTooSlow({ leastBytes, withinMs, deadlineMs }: ApiBounds): HTTPException {
  return problemError('upload-too-slow', {
    detail: `Nothing was written: an upload brings ${leastBytes} bytes in ${withinMs / 1000} s, and is whole after ${deadlineMs / 1000} s`,
    headers: { connection: 'close' },
  });
}
