import { statSync } from 'node:fs';
import { freemem } from 'node:os';
import { basename } from 'node:path';
import { InputError } from '../../contacts/input-error.ts';

const MIB = 1024 * 1024;
/** Of the program alone, and for each byte of a file: measured, with room. Where cells are kept, the file is there twice. */
const PROGRAM_MIB = 160;
const PER_BYTE = 5;
const PER_BYTE_WITH_CELLS = 8;

interface Memory {
  /** Null: half of what is free, of a command without --memory. */
  allowedMiB: number | null;
  keepCells: boolean;
}

/** Refuses, before it is read, a file that needs more memory than is allowed. Throws InputError. */
export function refuseTooLarge(path: string, { allowedMiB, keepCells }: Memory): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const needed = Math.ceil(PROGRAM_MIB + ((keepCells ? PER_BYTE_WITH_CELLS : PER_BYTE) * size) / MIB);
  const allowed = allowedMiB ?? freemem() / 2 / MIB;
  if (needed <= allowed) return;
  throw new InputError({
    file: basename(path),
    problem: `has ${Math.ceil(size / MIB)} MiB, for which about ${needed} MiB of memory are needed, and ${Math.floor(allowed)} are allowed`,
    todo: `free some, ${allowedMiB === null ? '' : `allow more with --memory ${needed}, `}or leave out columns`,
  });
}
