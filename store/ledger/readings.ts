import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { readings } from '../schema.ts';
import type { PairKey } from '../types.ts';

/** What we last accepted as a contact's true state: its fields by digest, its three ticket sets and its conversations. */
export interface Reading {
  contactId: string;
  fullId: string;
  email: string;
  state: string;
  isVerified: boolean | null;
  /** Null where it was not kept yet. */
  externalRef: string | null;
  fieldsDigest: string;
  /** Ticket ids, sorted. */
  reported: string[];
  created: string[];
  owned: string[];
  /** Ids of the conversations it takes part in, sorted; null where they were not read, so that nothing can be said of them. */
  conversations: string[] | null;
}

type ClusterKey = Pick<PairKey, 'mode' | 'crm' | 'org' | 'clusterId'>;

export async function saveReading(db: Tx, cluster: ClusterKey, reading: Reading): Promise<void> {
  const { mode, crm, org, clusterId } = cluster;
  const values = { ...reading, readAt: sql`clock_timestamp()` };
  await db
    .insert(readings)
    .values({ mode, crm, org, clusterId, ...values })
    .onConflictDoUpdate({
      target: [readings.mode, readings.crm, readings.org, readings.clusterId, readings.contactId],
      set: values,
    });
}

export async function getReading(db: Tx, cluster: ClusterKey, contactId: string): Promise<Reading | null> {
  const { mode, crm, org, clusterId } = cluster;
  const [row] = await db
    .select()
    .from(readings)
    .where(
      and(
        eq(readings.mode, mode),
        eq(readings.crm, crm),
        eq(readings.org, org),
        eq(readings.clusterId, clusterId),
        eq(readings.contactId, contactId),
      ),
    );
  if (row === undefined) return null;
  const { fullId, email, state, isVerified, externalRef, fieldsDigest, reported, created, owned, conversations } = row;
  return {
    contactId,
    fullId,
    email,
    state,
    isVerified,
    externalRef,
    fieldsDigest,
    reported,
    created,
    owned,
    conversations,
  };
}

/** Distinct tickets over the three relations: what the CSV's count is a lower bound of. */
export function unionSize(reading: Pick<Reading, 'reported' | 'created' | 'owned'>): number {
  return new Set([...reading.reported, ...reading.created, ...reading.owned]).size;
}
