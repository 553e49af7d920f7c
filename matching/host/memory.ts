import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../../contacts/input-error.ts';

const MIB = 1024 * 1024;
/** Of the program alone, and for each byte of a file: measured, with room. Where cells are kept, the file is there twice. */
const PROGRAM_MIB = 160;
const PER_BYTE = 5;
const PER_BYTE_WITH_CELLS = 8;

/** Refuses, before it is read, a file that needs more memory than is allowed. Throws InputError. */
export function refuseTooLarge(
  path: string,
  { allowedMiB, keepCells }: { allowedMiB: number; keepCells: boolean },
): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const needed = Math.ceil(PROGRAM_MIB + ((keepCells ? PER_BYTE_WITH_CELLS : PER_BYTE) * size) / MIB);
  if (needed <= allowedMiB) return;
  throw new InputError({
    file: basename(path),
    problem: `has ${Math.ceil(size / MIB)} MiB, for which about ${needed} MiB of memory are needed, and ${Math.floor(allowedMiB)} are allowed`,
    todo: `free some, allow more with --memory ${needed}, or leave out columns`,
  });
}
