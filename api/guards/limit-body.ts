export interface BodyLimit {
  /** Bytes. */
  limit: number;
  /** What is thrown as soon as the body is known to be longer. */
  tooLarge: () => Error;
  /** What is thrown when its sender goes away in the middle, which is no failure of ours. */
  brokenOff: () => Error;
}

/** The bytes of a body as they come. */
export async function* limitBody(
  request: Request,
  { limit, tooLarge, brokenOff }: BodyLimit,
): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  let length = 0;
  // Asked for only here: a body that was asked for and is not read keeps its connection from ending in order.
  for await (const chunk of unbroken(request.body, brokenOff)) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge();
    yield chunk;
  }
}

async function* unbroken(body: ReadableStream<Uint8Array> | null, brokenOff: () => Error): AsyncGenerator<Uint8Array> {
  try {
    if (body !== null) yield* body;
  } catch {
    throw brokenOff();
  }
}
