import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writeAll } from './durable-file.ts';

/** Pages that a backup may need later, out of memory once there are many of them: a contact may have 50,000 tickets. */
export interface Spool {
  /** Puts bytes aside; what it resolves with reads them back, until `close`. */
  keep(bytes: Uint8Array): Promise<PutAside>;
  close(): Promise<void>;
}

export type PutAside = () => Promise<Uint8Array>;

/** What an ordinary contact's lists take: nothing is written for it. */
const IN_MEMORY = 1024 * 1024;

/** Beyond `inMemory` bytes a file under `root`, 0600, whose name is taken away at once: whatever happens, nothing of it is left behind. */
export function openSpool(root: string, inMemory = IN_MEMORY): Spool {
  let held = 0;
  let end = 0;
  let opened: Promise<FileHandle> | null = null;
  return {
    keep: async (bytes) => {
      if (held + bytes.byteLength <= inMemory) {
        held += bytes.byteLength;
        return itself(bytes);
      }
      opened ??= openNameless(root);
      const file = await opened;
      const [from, length] = [end, bytes.byteLength];
      end += length;
      await writeAll(file, bytes, from);
      return readBack(file, from, length);
    },
    close: async () => {
      await (await opened)?.close();
    },
  };
}

/** Made apart from each other: closures of one function share what either holds, and the bytes would stay. */
function itself(bytes: Uint8Array): PutAside {
  return async () => bytes;
}

function readBack(file: FileHandle, from: number, length: number): PutAside {
  return () => readAll(file, from, length);
}

async function openNameless(root: string): Promise<FileHandle> {
  await makeFolder(root);
  const path = join(root, `.spool-${randomUUID()}`);
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await open(path, flags, 0o600);
  await rm(path);
  return file;
}

async function readAll(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new Error('Pages that were put aside are not there any more');
    done += bytesRead;
  }
  return bytes;
}
