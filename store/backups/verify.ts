import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hashFile } from './durable-file.ts';
import type { BackupFile } from './writer.ts';

/** Reopens a backup and hashes every byte. Returns what is wrong, in words without contact data; empty means intact. */
export async function verifyBackup(options: { root: string; folder: string; digest: string }): Promise<string[]> {
  const folder = join(options.root, options.folder);
  const text = await readFile(join(folder, 'verification.json')).catch(() => null);
  if (text === null) return ['verification.json is missing'];
  if (sha256(text) !== options.digest) return ['verification.json is not the one the ledger knows'];
  const { files } = JSON.parse(text.toString('utf8')) as { files: BackupFile[] };
  const problems: string[] = [];
  for (const file of files) {
    const facts = await hashFile(join(folder, file.path)).catch(() => null);
    if (facts === null) problems.push(`${file.path} is missing`);
    else if (facts.size !== file.size) problems.push(`${file.path} has ${facts.size} bytes, expected ${file.size}`);
    else if (facts.sha256 !== file.sha256) problems.push(`${file.path} has changed`);
  }
  const listed = new Set(files.map((file) => file.path));
  for (const path of await allFiles(folder)) {
    if (path !== 'verification.json' && !listed.has(path)) problems.push(`${path} does not belong to the backup`);
  }
  return problems;
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
