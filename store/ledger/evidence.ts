import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { BackupRef, PairKey } from '../types.ts';
import { isPair } from './ledger.ts';
import type { Reading } from './reading.ts';

/** What a pair that was sent is judged by: both contacts as they were accepted then. */
export interface Evidence {
  primary: Reading;
  duplicate: Reading;
}

/** Null in pairs that were sent before it was frozen with them. */
export async function frozenEvidence(db: Tx, key: PairKey): Promise<Evidence | null> {
  const [row] = await db.execute<{ evidence: Evidence | null }>(sql`select evidence from pairs where ${isPair(key)}`);
  return row?.evidence ?? null;
}

/** Freezes what was rebuilt, and from which backups. What is frozen already stays. */
export async function freezeEvidence(
  db: Tx,
  key: PairKey,
  { evidence, backups }: { evidence: Evidence; backups: readonly BackupRef[] },
): Promise<void> {
  await db.execute(sql`
    update pairs set evidence = ${JSON.stringify(evidence)}::jsonb, backups = ${JSON.stringify(backups)}::jsonb
    where ${isPair(key)} and evidence is null`);
}

/** Duplicates that the same primary had taken in before this pair was sent, the first one first. */
export async function mergedBefore(db: Tx, key: PairKey): Promise<PairKey[]> {
  const { mode, crm, org, clusterId, primaryId } = key;
  const rows = await db.execute<{ duplicate_id: string }>(sql`
    select duplicate_id from pairs where mode = ${mode} and crm = ${crm} and org = ${org} and cluster_id = ${clusterId}
      and primary_id = ${primaryId} and state = 'done' and proof is distinct from 'earlier'
      and done_at < (select coalesce(sent_at, updated_at) from pairs where ${isPair(key)}) order by done_at`);
  return rows.map(({ duplicate_id: duplicateId }) => ({ ...key, duplicateId }));
}
