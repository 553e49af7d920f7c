import { appendFile, link, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ChunkWriter, type FileFacts, hashFile, makeFolder, syncFolder, writeDurably } from './durable-file.ts';

/** A file of a backup, by its path inside the folder. */
export interface BackupFile extends FileFacts {
  path: string;
  /** Of a thread: how many of its entries only some people may see. */
  private_messages?: number;
}

type Notes = Pick<BackupFile, 'private_messages'>;

export interface BackupWriter {
  /** `notes` stand beside the file's hash, and are adopted with it. */
  write(path: string, content: Uint8Array | ChunkWriter, notes?: Notes): Promise<BackupFile>;
  /**
   * Takes over what an earlier attempt wrote under `prefix`, if `lastFile` (written after all others there) and all the
   * rest still have the hashes noted. False changes nothing.
   */
  adopt(prefix: string, lastFile: string): Promise<boolean>;
  /** Private entries in the threads written and adopted so far. */
  privateMessages(): number;
  /** Writes `verification.json` last and renames the whole folder into place. */
  finish(facts: Record<string, unknown>): Promise<FinishedBackup>;
}

export interface FinishedBackup {
  /** SHA-256 of `verification.json`. */
  digest: string;
  /** Where it stands: under another name than asked for when that one is taken. */
  folder: string;
}

const JOURNAL = '.written.jsonl';

/** Opens `<folder>.part-<attempt>` under `root`. Predecessors' files are adopted when their bytes still have the hash noted. */
export async function openBackup(options: { root: string; folder: string; attempt: string }): Promise<BackupWriter> {
  const { root, folder } = options;
  const part = join(root, `${folder}.part-${options.attempt}`);
  await makeFolder(root);
  await makeFolder(part);
  const earlier = await earlierAttempts(root, folder, part);
  const files = new Map<string, BackupFile>();

  const keep = async (file: BackupFile): Promise<BackupFile> => {
    files.set(file.path, file);
    await appendFile(join(part, JOURNAL), `${JSON.stringify(file)}\n`, { mode: 0o600 });
    return file;
  };
  return {
    write: async (path, content, notes = {}) => {
      await makeFolder(dirname(join(part, path)));
      return keep({ path, ...(await writeDurably(join(part, path), content)), ...notes });
    },
    adopt: async (prefix, lastFile) => {
      for (const attempt of earlier) {
        const found = attempt.filter(({ file }) => file.path.startsWith(prefix));
        if (!found.some(({ file }) => file.path === lastFile) || !(await allIntact(found))) continue;
        for (const { from, file } of found) {
          await makeFolder(dirname(join(part, file.path)));
          await link(from, join(part, file.path));
          await syncFolder(dirname(join(part, file.path)));
          await keep(file);
        }
        return true;
      }
      return false;
    },
    privateMessages: () => [...files.values()].reduce((sum, file) => sum + (file.private_messages ?? 0), 0),
    finish: async (facts) => {
      const listed = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
      const text = `${JSON.stringify({ version: 1, ...facts, files: listed }, null, 2)}\n`;
      await rm(join(part, JOURNAL), { force: true });
      const { sha256 } = await writeDurably(join(part, 'verification.json'), Buffer.from(text));
      const name = await putInPlace({ root, part, folder, attempt: options.attempt });
      await syncFolder(root);
      await dropEarlierParts(root, folder);
      return { digest: sha256, folder: name };
    },
  };
}

/**
 * A folder that is in the way stays: an attempt that died between this and the ledger's entry has left it, or another run
 * has recorded it.
 */
async function putInPlace(request: { root: string; part: string; folder: string; attempt: string }): Promise<string> {
  const { root, part, folder, attempt } = request;
  try {
    await rename(part, join(root, folder));
    return folder;
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
  const other = `${folder}~${attempt.slice(0, 8)}`;
  await rename(part, join(root, other));
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
    const part = join(root, name);
    if (!name.startsWith(`${folder}.part-`) || part === own) continue;
    const journal = await readFile(join(part, JOURNAL), 'utf8').catch(() => '');
    const files = journal
      .split('\n')
      .map(parseLine)
      .filter((file) => file !== null);
    attempts.push(files.map((file) => ({ from: join(part, file.path), file })));
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

async function dropEarlierParts(root: string, folder: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name.startsWith(`${folder}.part-`)) await rm(join(root, name), { recursive: true, force: true });
  }
}
