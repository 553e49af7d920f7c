import { refusal } from './refusal.ts';

/** Reads a body of JSON as text. Refuses another content type, more bytes than the limit, and what is not UTF-8. */
export async function readJsonBody(request: Request, limit: number): Promise<string> {
  const contentType = request.headers.get('content-type');
  if (contentType !== null && !isJson(contentType)) throw noJson();
  const bytes = await readBody(request, limit);
  // Where there is nothing, a type is not missed: that the body is will be said.
  if (contentType === null && bytes.length > 0) throw noJson();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(400, 'There was an error parsing the body');
  }
}

/** Reads a body up to the limit: 413 as soon as it is known to be longer. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => refusal(413, `Content Too Large: ${limit} bytes at most`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of brokenOffAsRefusal(request.body)) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** A sender that goes away in the middle is no failure of ours. */
async function* brokenOffAsRefusal(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    if (body !== null) yield* body;
  } catch {
    throw refusal(400, 'The body broke off');
  }
}

/** As FastAPI judges it: application/json, or any application type that ends in +json. */
function isJson(contentType: string): boolean {
  return /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType.trim());
}

function noJson(): Error {
  return refusal(415, 'Unsupported Media Type: send Content-Type: application/json');
}
