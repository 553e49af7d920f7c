import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { readings } from '../schema.ts';
import type { OwnThings, PairKey } from '../types.ts';

/** What we last accepted as a contact's true state: its fields by digest, and what names it by ids. */
export interface Reading {
  contactId: string;
  fullId: string;
  email: string;
  state: string;
  isVerified: boolean | null;
  /** Null where it was not kept yet. */
  externalRef: string | null;
  fieldsDigest: string;
  /** By the connector's name for it, e.g. `reported`: ids, sorted. A relation that was not read is absent, and nothing can be said of it. */
  relations: Record<string, string[]>;
  own: OwnThings;
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
  const { fullId, email, state, isVerified, externalRef, fieldsDigest, relations, own } = row;
  return { contactId, fullId, email, state, isVerified, externalRef, fieldsDigest, relations, own };
}
