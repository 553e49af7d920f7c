import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePartFolder } from '../part-folder.ts';
import { startLeashed } from '../process/leash.ts';

const CHILD = fileURLToPath(new URL('./sdk-download.mjs', import.meta.url));

/** Longest waiting for the download service to answer at all. Without a network this is over in milliseconds. */
const ANSWER_MS = 4000;
const DOWNLOAD_MS = 180_000;

/** The Temporal CLI by the SDK's own download, kept in the folder. Null when there is no network or it fails. */
export async function downloadTemporal(folder: string): Promise<string | null> {
  const kept = join(folder, 'temporal-cli-sdk');
  if (existsSync(kept)) return kept;
  if (!(await answers('https://temporal.download/cli/default?arch=amd64&platform=linux'))) return null;
  const part = makePartFolder(folder);
  try {
    const path = await sdkDownload(part, DOWNLOAD_MS);
    if (path) renameSync(path, kept);
    return path && kept;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Runs the SDK's download into that folder: the file that it left there, or null. */
export async function sdkDownload(folder: string, timeoutMs: number): Promise<string | null> {
  const leash = await startLeashed({ name: 'temporal download', command: process.execPath, args: [CHILD, folder] });
  const timer = setTimeout(() => leash.stop(1000), timeoutMs);
  const { code } = await leash.exited;
  clearTimeout(timer);
  const file = readdirSync(folder).find((name) => name.startsWith('temporal-sdk-typescript-'));
  return code === 0 && file ? join(folder, file) : null;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })).ok;
  } catch {
    return false;
  }
}
