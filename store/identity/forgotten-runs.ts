import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';

/** Of these runs those that the store does not know, and nobody has accepted as lost. */
export async function unknownRuns(db: Tx, runIds: readonly string[]): Promise<string[]> {
  const ids = JSON.stringify(runIds);
  const rows = await db.execute<{ id: string }>(sql`
    select id from jsonb_array_elements_text(${ids}::jsonb) as asked (id)
    where not exists (select from runs where runs.id = asked.id)
      and not exists (select from forgotten_runs where run_id = asked.id)`);
  return rows.map(({ id }) => id);
}

/** A person accepts that the store will never know them again. */
export async function forgetRuns(db: Tx, runIds: readonly string[]): Promise<void> {
  await db.execute(sql`
    insert into forgotten_runs (run_id) select * from jsonb_array_elements_text(${JSON.stringify(runIds)}::jsonb)
    on conflict do nothing`);
}
