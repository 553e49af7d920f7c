import type { ApiBounds } from '../../config/api-bounds.ts';
import { refusal } from '../fastapi/refusal.ts';
import { limitBody } from './limit-body.ts';

export interface ReadBody {
  /** Bytes. */
  limit: number;
  bounds: ApiBounds;
}

/** Reads a body of JSON as text. Refuses another content type, more bytes than the limit, and what is not UTF-8. */
export async function readJsonBody(request: Request, options: ReadBody): Promise<string> {
  const contentType = request.headers.get('content-type');
  if (contentType !== null && !isJson(contentType)) throw noJson();
  const bytes = await readBody(request, options);
  // Where there is nothing, a type is not missed: that the body is will be said.
  if (contentType === null && bytes.length > 0) throw noJson();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(400, 'There was an error parsing the body');
  }
}

/** Reads a body up to the limit: 413 as soon as it is known to be longer. */
async function readBody(request: Request, { limit, bounds }: ReadBody): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limitBody(request, {
    limit,
    bounds,
    tooLarge: () => refusal(413, `Content Too Large: ${limit} bytes at most`),
    tooSlow: () => refusal(408, 'Request Timeout: the body came too slowly', { connection: 'close' }),
    brokenOff: () => refusal(400, 'The body broke off'),
  })) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As FastAPI judges it: application/json, or any application type that ends in +json. */
function isJson(contentType: string): boolean {
  return /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType.trim());
}

function noJson(): Error {
  return refusal(415, 'Unsupported Media Type: send Content-Type: application/json');
}
