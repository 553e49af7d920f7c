/** What the system says of a disk, or a folder on it, that nobody can write to now, whatever is to be written. */
const CODES = new Set([
  ...['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EIO', 'ENXIO', 'ENODEV', 'ESTALE'],
  ...['EMFILE', 'ENFILE', 'ELOOP'],
]);

/** Its code, where a step failed for the disk; null else. A connection that the system forbids is none of it. */
export function diskCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && syscall !== undefined && isOfDisk(code, syscall)) return code;
  return diskCode(error.cause);
}

/** A file where a folder is wanted is told in two ways. */
function isOfDisk(code: string, syscall: string): boolean {
  return code === 'EEXIST' ? syscall === 'mkdir' : CODES.has(code) && syscall !== 'connect';
}
