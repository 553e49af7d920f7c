import type { Hash } from 'node:crypto';
import { problemError } from '../problem.ts';
import { limitBody } from './limit-body.ts';

/** The bytes of a body as they come. Throws a problem as soon as they are more than the limit, or when they break off. */
export async function* limitUpload(
  request: Request,
  { limit, hash }: { limit: number; hash: Hash },
): AsyncGenerator<Uint8Array> {
  const chunks = limitBody(request, {
    limit,
    tooLarge: () => problemError('upload-too-large', { detail: `An upload has ${limit} bytes at most` }),
    brokenOff: () =>
      problemError('upload-broken-off', { detail: 'The body ended before its end: nothing was written' }),
  });
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
