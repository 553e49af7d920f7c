import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, syncFolder, writeDurably } from '../backups/durable-file.ts';

/** File name to its content in pieces. */
export type ReportFiles = Record<string, Iterable<string>>;

export interface Draft {
  /** Renames the files to their names. Returns their paths by name. */
  publish(): Promise<Record<string, string>>;
  discard(): Promise<void>;
}

const DRAFT = '.draft-';
/** No report takes so long to write. */
const FORGOTTEN_MS = 3_600_000;
const BLOCK = 64 * 1024;

/** Writes the files beside their places, under names of their own: two writers never write into one file. */
export async function draftFiles(folder: string, files: ReportFiles): Promise<Draft> {
  await makeFolder(folder);
  await removeForgotten(folder);
  const draft = join(folder, `${DRAFT}${randomUUID()}`);
  await makeFolder(draft);
  const discard = (): Promise<void> => rm(draft, { recursive: true, force: true });
  try {
    for (const [name, texts] of Object.entries(files)) await writeText(join(draft, name), texts);
  } catch (error) {
    await discard();
    throw error;
  }
  const publish = async (): Promise<Record<string, string>> => {
    const names = Object.keys(files);
    for (const name of names) await rename(join(draft, name), join(folder, name));
    await discard();
    await syncFolder(folder);
    return Object.fromEntries(names.map((name) => [name, join(folder, name)]));
  };
  return { publish, discard };
}

async function writeText(path: string, texts: Iterable<string>): Promise<void> {
  await writeDurably(path, async (write) => {
    let block = '';
    for (const text of texts) {
      block += text;
      if (block.length < BLOCK) continue;
      await write(Buffer.from(block));
      block = '';
    }
    await write(Buffer.from(block));
  });
}

/** What a killed writer left. */
async function removeForgotten(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(DRAFT));
  for (const path of drafts.map((name) => join(folder, name))) {
    const made = await stat(path).catch(() => null);
    if (made !== null && Date.now() - made.mtimeMs > FORGOTTEN_MS) await rm(path, { recursive: true, force: true });
  }
}
