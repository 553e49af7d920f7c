import type { Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from 'hono';
import { printable } from '../../contacts/words/printable.ts';
import type { Desk } from '../desk.ts';
import { limitSent } from '../guards/limit-sent.ts';
import { mediaTypeOf } from '../guards/media-type.ts';
import { personOf } from '../people/person.ts';
import { problemError } from '../problem.ts';
import { filesOf, newUpload } from './upload-files.ts';
import type { Upload } from './upload-state.ts';

/** A million contacts are 200 MB. */
export const MOST_BYTES: number = 512 * 1024 * 1024;

/** That nobody has started. They go by themselves after a day. */
const MOST_KEPT = 20;

const KINDS: Record<string, Upload['kind']> = { 'text/csv': 'csv', 'application/json': 'plan' };

/** The bytes of a file as they come. Throws problems: 400, 408, 413. */
export function sentBytes(c: Context, { bounds }: Desk['settings']): AsyncGenerator<Uint8Array> {
  return limitSent(c.req.raw, { limit: MOST_BYTES, bounds, what: 'An upload', lost: ': nothing is kept' });
}

/**
 * Writes a body into the data folder as it comes, and takes it in when it is whole. Throws problems: then nothing of it is kept.
 *
 * @param hash is told the bytes
 */
export async function receiveUpload(
  c: Context,
  { uploads, settings }: Desk,
  hash: Hash | null = null,
): Promise<Upload> {
  const kind = KINDS[mediaTypeOf(c.req.raw)];
  if (kind === undefined) {
    throw problemError('body-type-unknown', { detail: `Send Content-Type: ${Object.keys(KINDS).join(' or ')}` });
  }
  if (uploads.list().filter(({ state }) => state.is !== 'started').length >= MOST_KEPT) {
    throw problemError('refused', { detail: `${MOST_KEPT} files wait to be started already: they go after a day` });
  }
  const id = newUpload(uploads.root);
  const { folder, csv, plan } = filesOf(uploads.root, id);
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of sentBytes(c, settings)) {
      bytes += chunk.byteLength;
      hash?.update(chunk);
      yield chunk;
    }
  };
  try {
    const path = kind === 'csv' ? csv : plan;
    await pipeline(Readable.from(counted()), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    if (bytes === 0) throw problemError('body-invalid', { detail: 'The body is empty' });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return uploads.take({ id, kind, name: nameOf(c), bytes, by: personOf(c).by, at: new Date().toISOString() });
}

/** As its sender calls it. In a header and not in the address, which is kept in more places. */
function nameOf(c: Context): string {
  const sent = c.req.header('x-file-name') ?? '';
  try {
    return printable(basename(decodeURIComponent(sent))).slice(0, 200) || 'contacts';
  } catch {
    return 'contacts';
  }
}
