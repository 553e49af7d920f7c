import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkFolder } from './check/check-folder.ts';
import type { Finding } from './check/finding.ts';
import type { Damage } from './damage.ts';
import { LIST } from './layout.ts';
import type { BackupFile } from './writer.ts';

interface FolderName {
  root: string;
  folder: string;
  digest: string;
}

/** Reopens a backup and hashes every byte. Returns what is wrong, by file; empty means intact. What lies elsewhere is not read. */
export async function verifyFolder(options: FolderName): Promise<Damage[]> {
  if (!(await isInside(options))) return [{ is: 'outside' }];
  const { findings } = await checkFolder(options);
  return findings.flatMap(damageOf);
}

/** A folder that is gone is inside: what is missing of it is told by its files. */
async function isInside({ root, folder }: Pick<FolderName, 'root' | 'folder'>): Promise<boolean> {
  if (folder === '..' || folder === '.' || basename(folder) !== folder) return false;
  const place = await lstat(join(root, folder)).catch(() => null);
  return place === null || !place.isSymbolicLink();
}

/** Without hashes: the ledger keeps it as a reason. */
function damageOf(finding: Finding): Damage[] {
  switch (finding.is) {
    case 'changed': {
      const { file, expected, found } = finding;
      if (found.size === expected.size) return [{ is: 'changed', file }];
      return [{ is: 'resized', file, bytes: found.size, expected: expected.size }];
    }
    case 'unreadable':
      return [{ is: 'missing', file: finding.file }];
    case 'broken-list':
      return [{ is: 'another-list', file: finding.file }];
    case 'missing':
    case 'not-listed':
    case 'link':
    case 'another-list':
      return [{ is: finding.is, file: finding.file }];
    default:
      return [];
  }
}

/** The bytes of the list itself or of one file that it lists, if they are what they were; else null. */
export async function readVerified(options: FolderName & { path: string }): Promise<Uint8Array | null> {
  if (!(await isInside(options))) return null;
  const folder = join(options.root, options.folder);
  const list = await readFile(join(folder, LIST)).catch(() => null);
  if (list === null || sha256(list) !== options.digest) return null;
  if (options.path === LIST) return list;
  const listed = filesIn(list).find(({ path }) => path === options.path);
  if (listed === undefined) return null;
  const bytes = await readFile(join(folder, listed.path)).catch(() => null);
  return bytes !== null && sha256(bytes) === listed.sha256 ? bytes : null;
}

function filesIn(list: Buffer): BackupFile[] {
  return (JSON.parse(list.toString('utf8')) as { files: BackupFile[] }).files;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
