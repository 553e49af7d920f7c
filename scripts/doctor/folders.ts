import { randomBytes } from 'node:crypto';
import { mkdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT } from '../cli/fail.ts';
import type { Check } from './context.ts';
import { failed, ok, warning } from './finding.ts';

/** Reading or writing by anybody but the owner. To pass through is harmless, and Postgres' own user has to. */
const OTHERS = 0o066;

/** Writes a file into each folder and takes it away again; looks whether others may read them. */
export const folders: Check = {
  name: 'folders',
  run: async ({ config }) => {
    const { backupDir, reportsDir, logsDir, dataDir } = config;
    const named = { BACKUP_DIR: backupDir, REPORTS_DIR: reportsDir, LOGS_DIR: logsDir, DEDUPE_DATA_DIR: dataDir };
    const broken: string[] = [];
    const open: string[] = [];
    for (const [name, path] of Object.entries(named)) {
      try {
        const mode = tryFolder(path);
        if ((mode & OTHERS) !== 0) open.push(`${name} '${path}' (mode ${(mode & 0o777).toString(8)})`);
      } catch (error) {
        broken.push(`${name} '${path}' (${codeOf(error)})`);
      }
    }
    if (broken.length > 0) {
      const todo = 'name folders of your own, or correct their owner and mode';
      return failed({ found: `cannot be written: ${broken.join(', ')}`, todo, exit: EXIT.usage });
    }
    if (open.length > 0) {
      const paths = open.map((text) => text.slice(text.indexOf("'"), text.lastIndexOf("'") + 1));
      return warning(`others may read or write: ${open.join(', ')}`, `chmod go-rw ${paths.join(' ')}`);
    }
    return ok(`${Object.keys(named).join(', ')} can be written, and others cannot read them`);
  },
};

/** The folder's mode. Leaves everything as it was; throws when nothing can be written there. */
function tryFolder(path: string): number {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  try {
    const file = join(path, `.doctor-${randomBytes(6).toString('hex')}`);
    try {
      writeFileSync(file, 'written by doctor', { mode: 0o600, flag: 'wx', flush: true });
    } finally {
      rmSync(file, { force: true });
    }
    return statSync(path).mode;
  } finally {
    if (made !== undefined) removeEmpty(path, made);
  }
}

/** From the innermost folder up to the first that was made here; one that somebody uses by now stays. */
function removeEmpty(path: string, last: string): void {
  try {
    rmdirSync(path);
  } catch {
    return;
  }
  if (path !== last) removeEmpty(dirname(path), last);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const words: Record<string, string> = {
    EACCES: 'not allowed',
    EPERM: 'not allowed',
    EROFS: 'read-only disk',
    ENOTDIR: 'a file is in its way',
    EEXIST: 'is a file',
    ENOSPC: 'disk full',
  };
  return words[code] ?? code;
}
