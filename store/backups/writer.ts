import { appendFile, link, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileNotes, OpenBackup } from './backup-store.ts';
import { type FileFacts, hashFile, makeFolder, syncFolder, writeDurably, writeWhole } from './durable-file.ts';
import { endsThread, LIST } from './layout.ts';

/** A file of a backup, by its path inside the folder. */
export interface BackupFile extends FileFacts, FileNotes {
  path: string;
}

/** A backup's folder while it is written; its methods are those of `OpenBackup`. */
export interface FolderWriter extends Pick<OpenBackup, 'write' | 'adopt'> {
  has(path: string): boolean;
  privateMessages(): number;
  /** Writes `verification.json` last and renames the whole folder into place. */
  finish(facts: Record<string, unknown>): Promise<FinishedFolder>;
}

export interface FinishedFolder {
  /** SHA-256 of `verification.json`. */
  digest: string;
  /** Where it stands: under another name than asked for when that one is taken. */
  folder: string;
}

const JOURNAL = '.written.jsonl';

export interface OpenFolder {
  root: string;
  folder: string;
  attempt: string;
  /** Nobody has begun this backup before: no predecessor is looked for, among as many folders as there are backups. @default false */
  isFirst?: boolean;
}

/**
 * Opens `<folder>.part-<attempt>` under `root`. Predecessors' files are adopted when their bytes still have the hash noted. Each folder is
 * synced once, before the whole is finished: until then nobody relies on a name in it.
 */
export async function openFolder({ root, folder, attempt, isFirst = false }: OpenFolder): Promise<FolderWriter> {
  const unfinished = join(root, `${folder}.part-${attempt}`);
  await makeFolder(root);
  await makeFolder(unfinished);
  const earlier = isFirst ? [] : await earlierAttempts(root, folder, unfinished);
  const files = new Map<string, BackupFile>();
  const folders = new Set<string>();
  let unnoted = '';

  const placeOf = async (path: string): Promise<string> => {
    const within = dirname(path);
    if (within !== '.' && !folders.has(within)) await makeFolder(join(unfinished, within));
    for (let each = within; each !== '.'; each = dirname(each)) folders.add(each);
    return join(unfinished, path);
  };
  /** Only whole threads are adopted, so that their files are noted with the last one. */
  const keep = async (file: BackupFile): Promise<BackupFile> => {
    files.set(file.path, file);
    unnoted += `${JSON.stringify(file)}\n`;
    if (!endsThread(file.path)) return file;
    const lines = unnoted;
    unnoted = '';
    await appendFile(join(unfinished, JOURNAL), lines, { mode: 0o600 });
    return file;
  };
  return {
    write: async (path, content, notes) => {
      const facts = await writeWhole(await placeOf(path), content);
      return keep({ path, ...facts, ...notes?.() });
    },
    adopt: async (prefix, lastFile) => {
      for (const attempt of earlier) {
        const found = attempt.filter(({ file }) => file.path.startsWith(prefix));
        if (!found.some(({ file }) => file.path === lastFile) || !(await allIntact(found))) continue;
        for (const { from, file } of found) {
          await link(from, await placeOf(file.path));
          await keep(file);
        }
        return true;
      }
      return false;
    },
    has: (path) => files.has(path),
    privateMessages: () => [...files.values()].reduce((sum, file) => sum + (file.private_messages ?? 0), 0),
    finish: async (facts) => {
      const listed = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
      const text = `${JSON.stringify({ version: 1, ...facts, files: listed }, null, 2)}\n`;
      await rm(join(unfinished, JOURNAL), { force: true });
      for (const each of folders) await syncFolder(join(unfinished, each));
      const { sha256 } = await writeDurably(join(unfinished, LIST), Buffer.from(text));
      const name = await putInPlace({ root, unfinished, folder, attempt });
      await syncFolder(root);
      if (!isFirst) await dropEarlierAttempts(root, folder);
      return { digest: sha256, folder: name };
    },
  };
}

/**
 * A folder that is in the way stays: an attempt that died between this and the ledger's entry has left it, or another run
 * has recorded it.
 */
async function putInPlace(request: {
  root: string;
  unfinished: string;
  folder: string;
  attempt: string;
}): Promise<string> {
  const { root, unfinished, folder, attempt } = request;
  try {
    await rename(unfinished, join(root, folder));
    return folder;
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
  const other = `${folder}~${attempt.slice(0, 8)}`;
  await rename(unfinished, join(root, other));
  return other;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}

interface EarlierFile {
  from: string;
  file: BackupFile;
}

/** What each earlier attempt at this backup noted as written. */
async function earlierAttempts(root: string, folder: string, own: string): Promise<EarlierFile[][]> {
  const attempts: EarlierFile[][] = [];
  for (const name of await readdir(root)) {
    const unfinished = join(root, name);
    if (!name.startsWith(`${folder}.part-`) || unfinished === own) continue;
    const journal = await readFile(join(unfinished, JOURNAL), 'utf8').catch(() => '');
    const files = journal
      .split('\n')
      .map(parseLine)
      .filter((file) => file !== null);
    attempts.push(files.map((file) => ({ from: join(unfinished, file.path), file })));
  }
  return attempts;
}

async function allIntact(files: EarlierFile[]): Promise<boolean> {
  for (const { from, file } of files) {
    const facts = await hashFile(from).catch(() => null);
    if (facts?.sha256 !== file.sha256) return false;
  }
  return true;
}

/** A torn last line of a killed attempt is no file. */
function parseLine(line: string): BackupFile | null {
  try {
    return line === '' ? null : (JSON.parse(line) as BackupFile);
  } catch {
    return null;
  }
}

async function dropEarlierAttempts(root: string, folder: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name.startsWith(`${folder}.part-`)) await rm(join(root, name), { recursive: true, force: true });
  }
}
