import { sql } from 'drizzle-orm';
import type { Scene } from './scene.ts';

/** Contacts that the ledger has locked. */
export async function locked(scene: Scene): Promise<string[]> {
  const rows = await scene.database.db.execute<{ contact_id: string }>(sql`select contact_id from locks order by 1`);
  return rows.map((row) => row.contact_id);
}

/** How many entries the journal has. */
export async function journalSize(scene: Scene): Promise<number> {
  const [row] = await scene.database.db.execute<{ n: number }>(sql`select count(*)::int as n from pair_events`);
  return row?.n ?? 0;
}

/** Why each pair stands where it stands: `{ 'REVU-2': 'locked by …' }`. */
export async function pairReasons(scene: Scene): Promise<Record<string, string | null>> {
  const rows = await scene.database.db.execute<{ duplicate_id: string; reason: string | null }>(
    sql`select duplicate_id, reason from pairs where mode = 'real'`,
  );
  return Object.fromEntries(rows.map((row) => [row.duplicate_id, row.reason]));
}

/** How often each pair was sent, by the ledger's count. */
export async function sendCounts(scene: Scene): Promise<Record<string, number>> {
  const rows = await scene.database.db.execute<{ duplicate_id: string; sends: number }>(
    sql`select duplicate_id, sends from pairs where mode = 'real'`,
  );
  return Object.fromEntries(rows.map((row) => [row.duplicate_id, row.sends]));
}

/** What the journal says of its entries, in order. */
export async function journalDetails(scene: Scene): Promise<string[]> {
  const rows = await scene.database.db.execute<{ detail: string }>(
    sql`select detail from pair_events where detail is not null order by id`,
  );
  return rows.map((row) => row.detail);
}
