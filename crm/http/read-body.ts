import { badAnswer } from './json.ts';

/** The exact bytes of a body. Throws CrmError `bad-answer` once more than `limit` bytes arrived; the rest is not read. */
export async function readBody(options: {
  call: string;
  status: number;
  body: AsyncIterable<Uint8Array>;
  limit: number;
}): Promise<Uint8Array> {
  const { call, status, body, limit } = options;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw badAnswer({ call, status, problem: `is larger than ${limit} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
