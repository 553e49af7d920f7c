import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Upload } from './upload-state.ts';

/** An upload that nobody has started is kept for a day. */
export const KEPT_MS: number = 24 * 60 * 60 * 1000;

const ID = /^[0-9a-f]{32}$/;

/** The files of an upload, by what they are for. All are their owner's alone. */
export function filesOf(root: string, id: string) {
  const folder = join(root, id);
  const file = (name: string): string => join(folder, name);
  return {
    folder,
    csv: file('contacts.csv'),
    plan: file('plan.json'),
    places: file('plan.places'),
    rejected: file('rejected.csv'),
    keptApart: file('kept-apart.json'),
    preview: file('preview.json'),
    upload: file('upload.json'),
  };
}

/** A folder for a new one. */
export function newUpload(root: string): string {
  const id = randomBytes(16).toString('hex');
  mkdirSync(filesOf(root, id).folder, { recursive: true, mode: 0o700 });
  return id;
}

/** Null for one that is not there, or not whole yet. */
export function readUpload(root: string, id: string): Upload | null {
  if (!ID.test(id)) return null;
  try {
    return JSON.parse(readFileSync(filesOf(root, id).upload, 'utf8')) as Upload;
  } catch {
    return null;
  }
}

export function saveUpload(root: string, upload: Upload): void {
  const { folder, upload: path } = filesOf(root, upload.id);
  // Its day may be over.
  if (!existsSync(folder)) return;
  writeFileSync(`${path}.part`, JSON.stringify(upload), { mode: 0o600 });
  renameSync(`${path}.part`, path);
}

/** The newest first. */
export function listUploads(root: string): Upload[] {
  return idsIn(root)
    .flatMap((id) => readUpload(root, id) ?? [])
    .sort((a, b) => b.at.localeCompare(a.at));
}

/** Its day has passed, and nobody has started it or does so now. */
export function isOver({ at, state }: Upload, now: number): boolean {
  return now - Date.parse(at) > KEPT_MS && state.is !== 'started' && state.is !== 'starting';
}

/** Removes what is older than a day and was never started, and what never became whole. */
export function sweepUploads(root: string, now: number): void {
  for (const id of idsIn(root)) {
    const { folder } = filesOf(root, id);
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? now;
    const upload = readUpload(root, id);
    const isLeft = upload === null ? now - made > KEPT_MS : isOver(upload, now);
    if (isLeft) rmSync(folder, { recursive: true, force: true });
  }
}

function idsIn(root: string): string[] {
  return existsSync(root) ? readdirSync(root).filter((name) => ID.test(name)) : [];
}
