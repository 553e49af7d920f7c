import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../cli/usage-error.ts';

/** Before hours are spent on what could not be kept. Throws UsageError where the folder of a file to be written is not there, or the file is one. */
export function requireFolder(path: string | null): void {
  if (path === null) return;
  const folder = dirname(resolve(path));
  if (!existsSync(folder)) throw new UsageError(`Cannot write ${path}: there is no folder ${folder}`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`Cannot write ${path}: it is a folder`);
}
