import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LIST } from '../layout.ts';
import type { BackupFile } from '../writer.ts';
import { type BackupList, parseList } from './backup-list.ts';
import type { Finding } from './finding.ts';
import { BESIDE, type FolderReading } from './folder-reading.ts';

export interface CheckFolder {
  root: string;
  folder: string;
  /** SHA-256 of its list, as the ledger has it. Null: nobody can say, and its files are compared with the list that is there. */
  digest: string | null;
  reading?: FolderReading;
}

export interface CheckedFolder {
  /** Empty means intact. */
  findings: Finding[];
  /** Read, the list included; bytes of all of them. */
  files: number;
  bytes: number;
  /** Null where there is none that can be read, or it is not the ledger's. */
  list: BackupList | null;
}

/**
 * Hashes every byte of a backup and compares it with its list, and that with the ledger's digest. A link is refused, not followed: what it
 * leads to is no part of the backup. Never throws for what it finds.
 */
export async function checkFolder({ root, folder, digest, reading = BESIDE }: CheckFolder): Promise<CheckedFolder> {
  const place = join(root, folder);
  const nothing = { files: 0, bytes: 0, list: null };
  const entries = await reading.entries(place).catch(() => null);
  if (entries === null) return { ...nothing, findings: [{ is: 'missing', file: LIST }] };
  const links = entries.filter(({ is }) => is === 'link').map(({ path }): Finding => ({ is: 'link', file: path }));
  const there = new Set(entries.filter(({ is }) => is === 'file').map(({ path }) => path));
  if (!there.has(LIST)) {
    const isLink = links.some((link) => 'file' in link && link.file === LIST);
    return { ...nothing, findings: isLink ? links : [{ is: 'missing', file: LIST }, ...links] };
  }
  const text = await reading.whole(join(place, LIST)).catch((error) => failureOf(error));
  if (typeof text === 'string')
    return { ...nothing, findings: [{ is: 'unreadable', file: LIST, failure: text }, ...links] };
  const found = createHash('sha256').update(text).digest('hex');
  const counted = { files: 1, bytes: text.byteLength, list: null };
  if (digest !== null && found !== digest)
    return { ...counted, findings: [{ is: 'another-list', file: LIST, expected: digest, found }, ...links] };
  const list = parseList(text);
  if (list === null) return { ...counted, findings: [{ is: 'broken-list', file: LIST }, ...links] };
  const compared = await compareFiles({ place, files: list.files, there, reading });
  const listed = new Set(list.files.map(({ path }) => path));
  const extra = entries.filter(({ path, is }) => path !== LIST && is !== 'link' && !listed.has(path));
  return {
    findings: [...compared.findings, ...links, ...extra.map(({ path }): Finding => ({ is: 'not-listed', file: path }))],
    files: counted.files + compared.files,
    bytes: counted.bytes + compared.bytes,
    list,
  };
}

/** In the list's order, whichever file is read first. */
async function compareFiles(request: {
  place: string;
  files: readonly BackupFile[];
  there: ReadonlySet<string>;
  reading: FolderReading;
}): Promise<Pick<CheckedFolder, 'findings' | 'files' | 'bytes'>> {
  const { place, files, there, reading } = request;
  const wrong = new Map<number, Finding>();
  const read = { files: 0, bytes: 0 };
  let next = 0;
  const take = async (): Promise<void> => {
    for (let at = next++; at < files.length; at = next++) {
      const file = files[at];
      if (file === undefined) continue;
      const finding = there.has(file.path) ? await compareOne(place, { file, reading, read }) : missing(file.path);
      if (finding !== null) wrong.set(at, finding);
    }
  };
  await Promise.all(Array.from({ length: reading.atOnce }, take));
  const findings = [...wrong].sort(([a], [b]) => a - b).map(([, finding]) => finding);
  return { findings, ...read };
}

async function compareOne(
  place: string,
  { file, reading, read }: { file: BackupFile; reading: FolderReading; read: { files: number; bytes: number } },
): Promise<Finding | null> {
  const { path, size, sha256 } = file;
  try {
    const found = await reading.facts(`${place}/${path}`, size);
    read.files += 1;
    read.bytes += found.size;
    if (found.size === size && found.sha256 === sha256) return null;
    return { is: 'changed', file: path, expected: { size, sha256 }, found };
  } catch (error) {
    const failure = failureOf(error);
    return failure === 'ENOENT' ? missing(path) : { is: 'unreadable', file: path, failure };
  }
}

function missing(file: string): Finding {
  return { is: 'missing', file };
}

function failureOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
