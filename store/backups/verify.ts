import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Damage } from './damage.ts';
import { hashFile } from './durable-file.ts';
import { LIST } from './layout.ts';
import type { BackupFile } from './writer.ts';

interface FolderName {
  root: string;
  folder: string;
  digest: string;
}

/** Reopens a backup and hashes every byte. Returns what is wrong, by file; empty means intact. */
export async function verifyFolder(options: FolderName): Promise<Damage[]> {
  const folder = join(options.root, options.folder);
  const text = await readFile(join(folder, LIST)).catch(() => null);
  if (text === null) return [{ is: 'missing', file: LIST }];
  if (sha256(text) !== options.digest) return [{ is: 'another-list', file: LIST }];
  const files = filesIn(text);
  const damage: Damage[] = [];
  for (const { path: file, size: expected, sha256 } of files) {
    const facts = await hashFile(join(folder, file)).catch(() => null);
    if (facts === null) damage.push({ is: 'missing', file });
    else if (facts.size !== expected) damage.push({ is: 'resized', file, bytes: facts.size, expected });
    else if (facts.sha256 !== sha256) damage.push({ is: 'changed', file });
  }
  const listed = new Set(files.map((file) => file.path));
  for (const path of await allFiles(folder)) {
    if (path !== LIST && !listed.has(path)) damage.push({ is: 'not-listed', file: path });
  }
  return damage;
}

/** The bytes of the list itself or of one file that it lists, if they are what they were; else null. */
export async function readVerified(options: FolderName & { path: string }): Promise<Uint8Array | null> {
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

async function allFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
