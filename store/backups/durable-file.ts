import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface FileFacts {
  sha256: string;
  /** Bytes. */
  size: number;
}

/** Writes chunks as they come, which nobody changes afterwards; resolves when all are handed over. */
export type ChunkWriter = (write: (chunk: Uint8Array) => Promise<void>) => Promise<unknown>;

/** Temp file, fsync, rename, fsync of the folder; mode 0600. A crash leaves the whole file or none of it. */
export async function writeDurably(path: string, content: Uint8Array | ChunkWriter): Promise<FileFacts> {
  const facts = await writeWhole(path, content);
  await syncFolder(dirname(path));
  return facts;
}

/** The same without the folder: a crash leaves the whole file or none of it, but which of the two is known once the folder is synced. */
export async function writeWhole(path: string, content: Uint8Array | ChunkWriter): Promise<FileFacts> {
  const temp = `${path}.tmp`;
  const file = await open(
    temp,
    constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW,
    0o600,
  );
  const written = await writeHashed(file, content).finally(() => file.close());
  await rename(temp, path);
  return written;
}

/** Bytes. Smaller chunks go out together: a page of a list comes with its brackets and commas. */
const TOGETHER = 64 * 1024;

async function writeHashed(file: FileHandle, content: Uint8Array | ChunkWriter): Promise<FileFacts> {
  const hash = createHash('sha256');
  let size = 0;
  let waiting: Uint8Array[] = [];
  let held = 0;
  const flush = async (): Promise<void> => {
    const [first, ...more] = waiting;
    if (first === undefined) return;
    const together = more.length === 0 ? first : Buffer.concat(waiting);
    waiting = [];
    held = 0;
    await writeAll(file, together);
    hash.update(together);
    size += together.byteLength;
  };
  const write = async (chunk: Uint8Array): Promise<void> => {
    waiting.push(chunk);
    held += chunk.byteLength;
    if (held >= TOGETHER) await flush();
  };
  await (typeof content === 'function' ? content(write) : write(content));
  await flush();
  await file.sync();
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

/** Reads a file whole and returns its hash and size. `expected`: bytes that it should have; where it has, its end is not looked for again. */
export async function hashFile(path: string, expected?: number): Promise<FileFacts> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE, Math.max(0, expected ?? (await file.stat()).size) + 1));
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, null);
      hash.update(buffer.subarray(0, bytesRead));
      size += bytesRead;
      const isShort = bytesRead < buffer.byteLength;
      if (bytesRead === 0 || (isShort && size === expected)) return { sha256: hash.digest('hex'), size };
    }
  } finally {
    await file.close();
  }
}
