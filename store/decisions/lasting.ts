import { type SQL, sql } from 'drizzle-orm';
import { clusterId } from '../../contacts/planning/plan-text.ts';
import type { Tx } from '../database.ts';
import { layOverOpenRuns } from './overlay.ts';
import type { lastingDecisions } from './tables.ts';

export type LastingDecision = typeof lastingDecisions.$inferSelect;

/** Where a word that lasts came from. */
export type LastingThrough = LastingDecision['through'];

export interface Apart {
  /** Contact ids, at least two, in any order: no two of them are one person. */
  members: string[];
  /** Where it was said. */
  runId: string | null;
}

export interface ApartWord {
  crm: string;
  org: string;
  aparts: Apart[];
  by: string;
  because?: string | null;
  through: LastingThrough;
}

/**
 * Keeps people apart from now on, in every run of their organization: what would unite two of them goes back to review where it has not begun.
 * Returns the new decisions' ids; what was said before, and not forgotten, stands as it is.
 */
export async function keepApart(
  tx: Tx,
  { crm, org, aparts, by, because = null, through }: ApartWord,
): Promise<number[]> {
  if (aparts.length === 0) return [];
  const rows = aparts.map(({ members, runId }) => {
    const sorted = [...new Set(members)].sort();
    if (sorted.length < 2) throw new Error(`Expected two contacts or more to keep apart, got ${sorted.length}`);
    return { members: sorted, people: clusterId(sorted), runId };
  });
  const kept = await tx.execute<{ id: number }>(sql`
    with said as (
      insert into lasting_decisions (crm, org, kind, members, people, by, because, through, run_id)
      select ${crm}, ${org}, 'apart', array(select jsonb_array_elements_text(members)), people, ${by}, ${because}, ${through}, "runId"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (members jsonb, people text, "runId" text)
      order by people on conflict do nothing returning id, members
    ), members as (
      insert into lasting_members (crm, org, contact_id, decision_id) select ${crm}, ${org}, unnest(members), id from said
    )
    select id::int from said`);
  const ids = kept.map(({ id }) => id);
  await layOverOpenRuns(tx, { crm, org, decisions: ids });
  return ids;
}

/** Takes a decision back: it stays on record and keeps nobody apart any more. Null where none stands that has this id. */
export async function forgetDecision(tx: Tx, { id, by }: { id: number; by: string }): Promise<LastingDecision | null> {
  const [row] = await tx.execute<{ id: number }>(sql`
    with forgotten as (
      update lasting_decisions set forgotten_at = clock_timestamp(), forgotten_by = ${by}
      where id = ${id} and forgotten_at is null returning id
    ), lifted as (
      delete from run_refusals where decision_id in (select id from forgotten)
    )
    select id::int from forgotten`);
  return row === undefined ? null : readDecision(tx, id);
}

/** Null where there is none. */
export async function readDecision(db: Tx, id: number): Promise<LastingDecision | null> {
  const [row] = await selectDecisions(db, sql`d.id = ${id}`);
  return row ?? null;
}

/** Of one organization, or of all; the newest first. */
export async function listDecisions(
  db: Tx,
  { crm, org, forgotten = false }: { crm?: string | undefined; org?: string | undefined; forgotten?: boolean },
): Promise<LastingDecision[]> {
  const where = [sql`true`];
  if (crm !== undefined) where.push(sql`d.crm = ${crm}`);
  if (org !== undefined) where.push(sql`d.org = ${org}`);
  if (!forgotten) where.push(sql`d.forgotten_at is null`);
  return selectDecisions(db, sql.join(where, sql` and `));
}

async function selectDecisions(db: Tx, where: SQL): Promise<LastingDecision[]> {
  const rows = await db.execute<LastingDecision & { createdAt: string; forgottenAt: string | null }>(sql`
    select d.id::int, d.crm, d.org, d.kind, d.members, d.people, d.by, d.because, d.through, d.run_id as "runId",
      d.created_at as "createdAt", d.forgotten_at as "forgottenAt", d.forgotten_by as "forgottenBy"
    from lasting_decisions d where ${where} order by d.id desc`);
  return rows.map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    forgottenAt: row.forgottenAt === null ? null : new Date(row.forgottenAt),
  }));
}
