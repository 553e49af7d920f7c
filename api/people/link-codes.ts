import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A code lets in for ten minutes. */
export const LINK_MS: number = 10 * 60 * 1000;

/** 128 bits. */
const BYTES = 16;

/**
 * A new code for one login at whatever serves this data folder: who may write there may log in. Only its hash is kept, as the name of an
 * empty file, so that several processes agree on which are left.
 */
export function createLinkCode(dataDir: string): string {
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) if (isOver(join(folder, name))) rmSync(join(folder, name), { force: true });
  const code = randomBytes(BYTES).toString('base64url');
  writeFileSync(fileOf(dataDir, code), '', { mode: 0o600, flag: 'wx' });
  return code;
}

/** Uses a code up. False for one that was used before, is over, or never was. Of two at once only one removes the file. */
export function spendLinkCode(dataDir: string, code: string): boolean {
  const file = fileOf(dataDir, code);
  const tooLate = isOver(file);
  try {
    unlinkSync(file);
    return !tooLate;
  } catch {
    return false;
  }
}

function isOver(file: string): boolean {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined || Date.now() - made >= LINK_MS;
}

function fileOf(dataDir: string, code: string): string {
  return join(folderOf(dataDir), createHash('sha256').update(code).digest('hex'));
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'login-links');
}
