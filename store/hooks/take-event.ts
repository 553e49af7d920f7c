import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { HookEvent } from '../../crm/connector.ts';
import type { Db, Tx } from '../database.ts';
import { jsonOrNull, type Reason } from '../reasons.ts';

export interface ToldEvent extends HookEvent {
  crm: string;
}

/**
 * Keeps what a CRM has told, once, and puts every pair down that it is about and that stands between `fresh` and `sent`: whoever has its attempt
 * can send nothing any more. A change of a contact that we have written to ourselves may be ours, and the last reading has seen it. False: it was known.
 */
export async function takeEvent(db: Db, told: ToldEvent, words: (why: Reason) => string): Promise<boolean> {
  const { crm, id, org, type, kind, uids } = told;
  return db.transaction(async (tx) => {
    const rows = await tx.execute(sql`
      insert into hook_events (crm, event_id, org, type, uids) values (${crm}, ${id}, ${org}, ${type}, ${sql.param(uids)}::text[])
      on conflict do nothing returning event_id`);
    if (rows.length === 0) return false;
    for (const uid of uids) await putDown(tx, told, { uid, words, mayBeOurs: kind === 'changed' });
    return true;
  });
}

async function putDown(
  tx: Tx,
  { crm, org }: ToldEvent,
  { uid, words, mayBeOurs }: { uid: string; words: (why: Reason) => string; mayBeOurs: boolean },
): Promise<void> {
  const why: Reason = { code: 'told-changed', values: { contact: uid } };
  const ours = mayBeOurs ? sql`and coalesce(consent -> 'written', '{}'::jsonb) = '{}'::jsonb` : sql``;
  await tx.execute(sql`
    with before as (
      select mode, crm, org, cluster_id, primary_id, duplicate_id, state from pairs
      where mode = 'real' and crm = ${crm} and org = ${org} and ${uid} in (primary_id, duplicate_id) and state in ('fresh', 'intent') ${ours}
      for update
    ), moved as (
      update pairs p set state = 'drifted', reason = ${words(why)}, why = ${jsonOrNull(why)}::jsonb, token = ${randomUUID()}::uuid, seq = 0,
        updated_at = clock_timestamp()
      from before b where p.mode = b.mode and p.crm = b.crm and p.org = b.org and p.cluster_id = b.cluster_id
        and p.primary_id = b.primary_id and p.duplicate_id = b.duplicate_id
      returning p.*, b.state as from_state
    ), unlocked as (
      delete from locks l using moved m where l.crm = m.crm and l.org = m.org and l.cluster_id = m.cluster_id
        and l.primary_id = m.primary_id and l.duplicate_id = m.duplicate_id and l.undo_id is null
    )
    insert into pair_events (mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, from_state, to_state, detail, why)
    select mode, crm, org, cluster_id, primary_id, duplicate_id, run_id, from_state, 'drifted', reason, why from moved`);
}

/** A scan that began after it was told has read what it is about. */
export async function noteHooksRead(tx: Tx, { id, crm, org }: { id: number; crm: string; org: string }): Promise<void> {
  await tx.execute(sql`
    update hook_events set read_at = clock_timestamp() where crm = ${crm} and org = ${org} and read_at is null
      and received_at < (select started_at from base_scans where id = ${id})`);
}
