import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Reason } from '../reasons.ts';
import type { PairKey } from '../types.ts';
import { isPair, transition } from './ledger.ts';
import { freeLocks } from './locks.ts';

/**
 * Pairs that runs which have ended left in `intent` and never sent are put down, under a token that nobody has, and free their
 * contacts: no run takes up a cluster that a person has refused since. Not back to `fresh`, which a workflow that goes on all the same
 * would take for an older copy of the ledger. One that was sent before may be in a person's `resend`, which outlives its run.
 */
export async function putDownUnsent(tx: Tx, runIds: string[]): Promise<void> {
  if (runIds.length === 0) return;
  const left = await tx.execute<PairKey & Record<string, unknown>>(sql`
    select mode, crm, org, cluster_id as "clusterId", primary_id as "primaryId", duplicate_id as "duplicateId" from pairs
    where mode = 'real' and run_id in ${runIds} and state = 'intent' and sends = 0
    order by crm, org, cluster_id, primary_id, duplicate_id for update`);
  const why: Reason = { code: 'run-ended', values: { state: 'intent' } };
  for (const key of left) {
    const token = randomUUID();
    await tx.execute(sql`
      update pairs set token = ${token}::uuid, seq = 0, updated_at = clock_timestamp() where ${isPair(key)}`);
    const attempt = { token, seq: 0 };
    await transition(tx, {
      key,
      attempt,
      from: ['intent'],
      to: 'not-started',
      why,
      detail: 'its run ended before sending',
    });
    await freeLocks(tx, key);
  }
}
