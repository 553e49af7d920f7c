import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

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

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let from = 0;
  while (from < chunk.byteLength) from += (await file.write(chunk, from)).bytesWritten;
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

/** Reads a file whole and returns its hash and size. */
export async function hashFile(path: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.byteLength;
    }
  });
  return { sha256: hash.digest('hex'), size };
}
