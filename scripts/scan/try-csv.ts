import { diskCode } from '../../activities/ends/disk-code.ts';
import type { Db } from '../../store/database.ts';
import { type WriteCsv, writeCsv } from './write-csv.ts';

/** Writes the file, or answers what the system says of a disk that does not take it: the scan is complete either way. Null: it is written. */
export async function tryCsv(db: Db, request: WriteCsv): Promise<string | null> {
  try {
    await writeCsv(db, request);
    return null;
  } catch (error) {
    const code = diskCode(error) ?? codeOfPath(error);
    if (code === null) throw error;
    return code;
  }
}

/** Of a file whose folder is gone, or whose name is too long: nothing is wrong with the disk. A connection has no path. */
function codeOfPath(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code = null, path } = error as NodeJS.ErrnoException;
  return path === undefined ? null : code;
}
