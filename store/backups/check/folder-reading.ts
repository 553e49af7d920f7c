import { createHash, hash } from 'node:crypto';
import { closeSync, constants, type Dirent, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type FileFacts, hashFile } from '../durable-file.ts';

export interface FolderEntry {
  /** Inside the folder, with `/`. */
  path: string;
  is: 'file' | 'link' | 'other';
}

/** How a folder's files are read. Links are never followed. */
export interface FolderReading {
  /** How many files at once. */
  atOnce: number;
  /** All that is no folder. */
  entries(folder: string): Promise<FolderEntry[]>;
  /** A list of files. */
  whole(path: string): Promise<Buffer>;
  /** `size`: what it should have, in bytes. */
  facts(path: string, size: number): FileFacts | Promise<FileFacts>;
}

/** Beside other work: nothing blocks, and a few files are under way at once. */
export const BESIDE: FolderReading = {
  atOnce: 4,
  entries: async (folder) => entriesOf(folder, await readdir(folder, { recursive: true, withFileTypes: true })),
  whole: async (path) => {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  },
  facts: (path, size) => hashFile(path, size),
};

/** Bytes. What is read at once: most files of a backup have less than 8 KiB. */
const PIECE = 64 * 1024;
/** Files from this size on let others have their turn between their pieces. */
const LARGE = 4 * 1024 * 1024;
/** Others have their turn after so long. */
const TURN_MS = 25;

/**
 * For a process that does nothing else: a small file is read in three calls of the system, without a turn of its own for each, which
 * takes several times as long as to hash it.
 */
export function onlyReading(): FolderReading {
  const buffer = Buffer.allocUnsafe(PIECE);
  let since = performance.now();
  return {
    atOnce: 1,
    entries: async (folder) => entriesOf(folder, readdirSync(folder, { recursive: true, withFileTypes: true })),
    whole: async (path) => readOpened(path, (file) => readFileSync(file)),
    facts: (path, size) => {
      if (size >= LARGE) return hashFile(path);
      const facts = readOpened(path, (file) => factsOf(file, buffer));
      if (performance.now() - since < TURN_MS) return facts;
      return turn(facts).finally(() => {
        since = performance.now();
      });
    },
  };
}

function readOpened<T>(path: string, read: (file: number) => T): T {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

function factsOf(file: number, buffer: Buffer): FileFacts {
  const first = readSync(file, buffer, 0, PIECE, null);
  // Less than was asked for is the end, of a file of this size at least; where it was not, another read says so.
  if (first < PIECE && readSync(file, buffer, first, 1, null) === 0)
    return { sha256: hash('sha256', buffer.subarray(0, first)), size: first };
  return longer(file, { buffer, held: first < PIECE ? first + 1 : first });
}

function longer(file: number, { buffer, held }: { buffer: Buffer; held: number }): FileFacts {
  const whole = createHash('sha256').update(buffer.subarray(0, held));
  let size = held;
  for (;;) {
    const read = readSync(file, buffer, 0, PIECE, null);
    if (read === 0) return { sha256: whole.digest('hex'), size };
    whole.update(buffer.subarray(0, read));
    size += read;
  }
}

function entriesOf(folder: string, entries: Dirent[]): FolderEntry[] {
  const inside = new Map<string, string>();
  const found: FolderEntry[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const { parentPath } = entry;
    const within = inside.get(parentPath) ?? prefixOf(relative(folder, parentPath));
    inside.set(parentPath, within);
    const is = entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other';
    found.push({ path: `${within}${entry.name}`, is });
  }
  return found;
}

function prefixOf(within: string): string {
  return within === '' ? '' : `${within.split(sep).join('/')}/`;
}
