import type { Hash } from 'node:crypto';
import { problemError } from './problem.ts';

/** The bytes of a body as they come. Throws a problem as soon as they are more than the limit, or when they break off. */
export async function* limitUpload(
  request: Request,
  { limit, hash }: { limit: number; hash: Hash },
): AsyncGenerator<Uint8Array> {
  const tooLarge = () => problemError('upload-too-large', { detail: `An upload has ${limit} bytes at most` });
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  let length = 0;
  for await (const chunk of unbroken(request)) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge();
    hash.update(chunk);
    yield chunk;
  }
}

async function* unbroken({ body }: Request): AsyncGenerator<Uint8Array> {
  try {
    if (body !== null) yield* body;
  } catch {
    throw problemError('upload-broken-off', { detail: 'The body ended before its end: nothing was written' });
  }
}
