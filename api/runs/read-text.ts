import { isUtf8 } from 'node:buffer';
import type { Context } from 'hono';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { limitSent } from '../guards/limit-sent.ts';
import { mediaTypeOf } from '../guards/media-type.ts';
import { problemError } from '../problem.ts';

const MOST_BYTES = 64 * 1024;

/** A body of this type as text, 64 KiB at most. Throws problems: 400, 408, 413, 415. */
export async function readText(c: Context, { bounds, type }: { bounds: ApiBounds; type: string }): Promise<string> {
  const sent = mediaTypeOf(c.req.raw);
  if (sent !== type) throw problemError('body-type-unknown', { detail: `Send Content-Type: ${type}` });
  const bytes = await readBytes(c, bounds);
  if (!isUtf8(bytes)) throw problemError('body-invalid', { detail: 'The body is not UTF-8' });
  return bytes.toString('utf8');
}

/** A body of whatever type, 64 KiB at most. Throws problems: 400, 408, 413. */
export async function readBytes(c: Context, bounds: ApiBounds): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limitSent(c.req.raw, { limit: MOST_BYTES, bounds, what: 'A body' })) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
