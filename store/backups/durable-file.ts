import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface FileFacts {
  sha256: string;
  /** Bytes. */
  size: number;
}

/** Writes chunks as they come; resolves when all are handed over. */
export type ChunkWriter = (write: (chunk: Uint8Array) => Promise<void>) => Promise<unknown>;

/** Temp file, fsync, rename, fsync of the folder; mode 0600. A crash leaves the whole file or none of it. */
export async function writeDurably(path: string, content: Uint8Array | ChunkWriter): Promise<FileFacts> {
  const temp = `${path}.tmp`;
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(
    temp,
    constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    const write = async (chunk: Uint8Array): Promise<void> => {
      await writeAll(file, chunk);
      hash.update(chunk);
      size += chunk.byteLength;
    };
    if (typeof content === 'function') await content(write);
    else await write(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temp, path);
  await syncFolder(dirname(path));
  return { sha256: hash.digest('hex'), size };
}

/** From a place of the file on, or from where it was written last. */
export async function writeAll(file: FileHandle, chunk: Uint8Array, at: number | null = null): Promise<void> {
  let done = 0;
  while (done < chunk.byteLength) {
    const { bytesWritten } = await file.write(chunk, done, chunk.byteLength - done, at === null ? null : at + done);
    done += bytesWritten;
  }
}

/** Makes renames inside a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Bytes. A stream takes as much anew for each of its reads, and a contact may have 50,000 small files. */
const PIECE = 64 * 1024;

/** Reads a file whole and returns its hash and size. */
export async function hashFile(path: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE, (await file.stat()).size + 1));
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, null);
      if (bytesRead === 0) return { sha256: hash.digest('hex'), size };
      hash.update(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}
