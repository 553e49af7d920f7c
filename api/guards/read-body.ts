import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ApiBounds } from '../../config/api-bounds.ts';
import type { HeldBody } from '../bounds/bodies.ts';
import { refusal } from '../fastapi/refusal.ts';
import { limitBody } from './limit-body.ts';

export interface ReadBody {
  /** Bytes. */
  limit: number;
  bounds: ApiBounds;
  held: HeldBody;
}

export interface SentBody {
  bytes: Uint8Array;
  /** SHA-256. */
  digest: string;
}

/** Reads a body of JSON. Refuses another content type, more bytes than the limit, and what is not UTF-8. */
export async function readJsonBody(request: Request, options: ReadBody): Promise<SentBody> {
  const contentType = request.headers.get('content-type');
  if (contentType !== null && !isJson(contentType)) throw noJson();
  const body = await readBody(request, options);
  // Where there is nothing, a type is not missed: that the body is will be said.
  if (contentType === null && body.bytes.length > 0) throw noJson();
  if (!isUtf8(body.bytes)) throw refusal(400, 'There was an error parsing the body');
  return body;
}

/** Reads a body up to the limit: 413 as soon as it is known to be longer. */
async function readBody(request: Request, { limit, bounds, held }: ReadBody): Promise<SentBody> {
  const chunks: Uint8Array[] = [];
  const hash = createHash('sha256');
  for await (const chunk of limitBody(request, {
    limit,
    bounds,
    tooLarge: () => refusal(413, `Content Too Large: ${limit} bytes at most`),
    tooSlow: () => refusal(408, 'Request Timeout: the body came too slowly', { connection: 'close' }),
    brokenOff: () => refusal(400, 'The body broke off'),
  })) {
    held.add(chunk.byteLength);
    hash.update(chunk);
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), digest: hash.digest('hex') };
}

/** As FastAPI judges it: application/json, or any application type that ends in +json. */
function isJson(contentType: string): boolean {
  return /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType.trim());
}

function noJson(): Error {
  return refusal(415, 'Unsupported Media Type: send Content-Type: application/json');
}
