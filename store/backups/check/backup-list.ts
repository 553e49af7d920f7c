import type { BackupFile } from '../writer.ts';

/** What `verification.json` holds, as far as a check needs it. */
export interface BackupList extends Record<string, unknown> {
  contact?: { id?: string; display_id?: string };
  /** In a backup of what came in later: ids by kind. */
  added?: Record<string, unknown>;
  files: BackupFile[];
}

/** Null for bytes that are no such list: cut short, or edited so that nothing can be checked against it. */
export function parseList(bytes: Uint8Array): BackupList | null {
  try {
    const list = JSON.parse(Buffer.from(bytes).toString('utf8')) as BackupList;
    return Array.isArray(list.files) && list.files.every(isFile) ? list : null;
  } catch {
    return null;
  }
}

function isFile(file: BackupFile | null): boolean {
  return typeof file?.path === 'string' && typeof file.sha256 === 'string' && Number.isInteger(file.size);
}

/** The distinct ids of one kind, by its plural; those that were added, in a backup of additions. */
export function idsIn(list: BackupList, many: string): Set<string> {
  const named = list.added === undefined ? list[many] : list.added[many];
  const sets: unknown[] = Array.isArray(named) ? [named] : Object.values((named ?? {}) as Record<string, unknown>);
  return new Set(sets.flatMap((ids) => (Array.isArray(ids) ? (ids as string[]) : [])));
}
