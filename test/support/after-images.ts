import { sql } from 'drizzle-orm';
import { parseId } from '../../sandbox/devrev/objects/ids.ts';
import { readAfterImage } from '../../store/backups/after-image.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import type { Scene } from './scene.ts';

export interface SeenAfter {
  digest: string;
  /** The primary as DevRev showed it: the body's `rev_user`. */
  primary: Record<string, unknown>;
  /** Display ids: `{ 'TKT-1': ['REVU-1'] }`. */
  reported: Record<string, string[]> | undefined;
  conversations: Record<string, string[]> | undefined;
}

/** What is kept of how things stood after each merge, by its duplicate; null where a pair that is done has none that can be read. */
export async function afterImages({
  database,
  env,
}: Pick<Scene, 'database' | 'env'>): Promise<Record<string, SeenAfter | null>> {
  const backups = fileBackups({ db: database.db, root: env.BACKUP_DIR ?? '' });
  const rows = await database.db.execute<{ duplicate: string; digest: string | null }>(
    sql`select duplicate_id as duplicate, after_image as digest from pairs where mode = 'real' and state = 'done'`,
  );
  const seen: Record<string, SeenAfter | null> = {};
  for (const { duplicate, digest } of rows) {
    const image = digest === null ? null : await readAfterImage(backups, digest);
    seen[duplicate] = null;
    if (digest === null || image === null) continue;
    const { rev_user } = JSON.parse(Buffer.from(image.primary).toString('utf8')) as { rev_user: SeenAfter['primary'] };
    const { reported, conversations } = image.relations;
    seen[duplicate] = {
      digest,
      primary: rev_user,
      reported: byDisplayId(reported),
      conversations: byDisplayId(conversations),
    };
  }
  return seen;
}

function byDisplayId(things: Record<string, string[]> | undefined): Record<string, string[]> | undefined {
  if (things === undefined) return undefined;
  const entries = Object.entries(things).map(([id, contacts]): [string, string[]] => [
    parseId(id)?.displayId ?? id,
    [...contacts].sort(),
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
