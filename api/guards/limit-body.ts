import { HTTPException } from 'hono/http-exception';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { paced } from '../bounds/paced.ts';

export interface BodyLimit {
  /** Bytes. */
  limit: number;
  bounds: ApiBounds;
  /** What is thrown as soon as the body is known to be longer. */
  tooLarge: () => Error;
  /** What is thrown when it comes too slowly. */
  tooSlow: () => HTTPException;
  /** What is thrown when its sender goes away in the middle, which is no failure of ours. */
  brokenOff: () => Error;
}

/** The bytes of a body as they come. */
export async function* limitBody(request: Request, options: BodyLimit): AsyncGenerator<Uint8Array> {
  const { limit, tooLarge } = options;
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  let length = 0;
  // Asked for only here: a body that was asked for and is not read keeps its connection from ending in order.
  for await (const chunk of unbroken(request.body, options)) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge();
    yield chunk;
  }
}

async function* unbroken(
  body: ReadableStream<Uint8Array> | null,
  { bounds, tooSlow, brokenOff }: BodyLimit,
): AsyncGenerator<Uint8Array> {
  try {
    if (body !== null) yield* paced(body, { ...bounds, tooSlow });
  } catch (error) {
    throw error instanceof HTTPException ? error : brokenOff();
  }
}
