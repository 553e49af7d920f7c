import type { IncomingMessage } from 'node:http';

/** So much of a request is taken. */
export const MAX_BODY_BYTES = 1_048_576;

/** The whole body, or its first part when it is longer than allowed (so that the caller can refuse it by length). */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES + 65_536) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
