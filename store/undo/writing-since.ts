import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { iso } from '../reports/rows.ts';
import type { UndoPairKey } from './types.ts';

/**
 * Since when undos of this merge may have written, by our clock and a little before, because the CRM's is another: ISO 8601. An earlier undo that
 * was put down counts too. Null where none has begun to write.
 */
export async function writingSince(db: Tx, key: UndoPairKey): Promise<string | null> {
  const { undoId, clusterId, primaryId, duplicateId } = key;
  const [row] = await db.execute<{ since: string | null }>(sql`
    select ${iso(sql`min(e.created_at) - interval '5 minutes'`)} as since
    from undos mine join undos u on u.crm = mine.crm and u.org = mine.org and not u.preview
    join undo_events e on e.undo_id = u.id and e.cluster_id = ${clusterId} and e.primary_id = ${primaryId}
      and e.duplicate_id = ${duplicateId} and e.from_state <> 'planned'
    where mine.id = ${undoId}`);
  return row?.since ?? null;
}
