import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeFolder, syncFolder, writeAll } from '../backups/durable-file.ts';

export const AUDIT_FILE = 'audit.ndjson';

/** A run's audit, for whoever holds its row. */
export interface AuditFile {
  /** Bytes, whole lines only. */
  size: () => number;
  /** Ids of the lines that begin there or later. */
  idsFrom: (at: number) => Promise<string[]>;
  /** On the disk when it resolves. */
  append: (lines: readonly string[]) => Promise<void>;
  close: () => Promise<void>;
}

/** Makes it where it is not there, for its owner alone. What a killed writer left of a line is cut off: its event is not marked as written. */
export async function openAuditFile(folder: string): Promise<AuditFile> {
  await makeFolder(folder);
  const file = await open(join(folder, AUDIT_FILE), constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  try {
    const { size: found } = await file.stat();
    let size = await endOfLastLine(file, found);
    if (size < found) await file.truncate(size);
    return {
      size: () => size,
      idsFrom: (at) => idsFrom(file, at),
      append: async (lines) => {
        const isNew = size === 0;
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        await writeAll(file, bytes, size);
        await file.sync();
        if (isNew) await syncFolder(folder);
        size += bytes.byteLength;
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const BLOCK = 64 * 1024;
const LINE_END = 0x0a;

async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(BLOCK);
  for (let end = size; end > 0; ) {
    const from = Math.max(0, end - BLOCK);
    const { bytesRead } = await file.read(block, 0, end - from, from);
    const at = block.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (at >= 0) return from + at + 1;
    end = from;
  }
  return 0;
}

async function idsFrom(file: FileHandle, at: number): Promise<string[]> {
  const ids: string[] = [];
  const input = file.createReadStream({ start: at, autoClose: false });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const id = idOf(line);
    if (id !== null) ids.push(id);
  }
  return ids;
}

/** A line that somebody else has put there is none of ours. */
function idOf(line: string): string | null {
  try {
    const { event_id: id } = JSON.parse(line) as { event_id?: unknown };
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
