import { sql } from 'drizzle-orm';
import type { Db } from '../../store/database.ts';

/** What the ledger holds of one organization, none before one that it refers to. */
const TABLES: [table: string, whose: 'org' | 'run'][] = [
  ['runs', 'org'],
  ['run_clusters', 'run'],
  ['backups', 'run'],
  ['pairs', 'org'],
  ['pair_events', 'org'],
  ['locks', 'org'],
  ['consumed', 'org'],
  ['redirects', 'org'],
  ['readings', 'org'],
  ['doubts', 'org'],
  ['resolutions', 'org'],
];

/** The rows of one organization at one instant: databases are shared by histories, so that none is put back as a whole. */
export type Copy = Map<string, string>;

export async function copyOf(db: Db, org: string): Promise<Copy> {
  const copy: Copy = new Map();
  for (const [table, whose] of TABLES) {
    const [row] = await db.execute<{ rows: string }>(sql`
      select coalesce(jsonb_agg(t), '[]')::text as rows from ${sql.identifier(table)} t where ${of(org, whose)}`);
    copy.set(table, row?.rows ?? '[]');
  }
  return copy;
}

/** Puts the ledger back to what it was. */
export async function putBack(db: Db, org: string, copy: Copy): Promise<void> {
  await db.transaction(async (tx) => {
    for (const [table, whose] of TABLES.toReversed())
      await tx.execute(sql`delete from ${sql.identifier(table)} where ${of(org, whose)}`);
    for (const [table] of TABLES) {
      const name = sql.identifier(table);
      await tx.execute(sql`
        insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${copy.get(table) ?? '[]'}::jsonb)`);
    }
  });
}

function of(org: string, whose: 'org' | 'run') {
  return whose === 'org' ? sql`org = ${org}` : sql`run_id in (select id from runs where org = ${org})`;
}
