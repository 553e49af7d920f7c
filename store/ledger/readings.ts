import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { readings } from '../schema.ts';
import type { PairKey } from '../types.ts';
import type { Reading } from './reading.ts';

export type { Reading };

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
  return (await readingsOf(db, cluster, [contactId])).get(contactId) ?? null;
}

/** Of one moment. A contact without a reading is not among them. */
export async function readingsOf(db: Tx, cluster: ClusterKey, contacts: string[]): Promise<Map<string, Reading>> {
  const { mode, crm, org, clusterId } = cluster;
  const rows = await db
    .select()
    .from(readings)
    .where(
      and(
        eq(readings.mode, mode),
        eq(readings.crm, crm),
        eq(readings.org, org),
        eq(readings.clusterId, clusterId),
        inArray(readings.contactId, contacts),
      ),
    );
  return new Map(rows.map((row) => [row.contactId, readingIn(row)]));
}

function readingIn(row: typeof readings.$inferSelect): Reading {
  const { mode: _, crm: _crm, org: _org, clusterId: _cluster, readAt: _readAt, ...reading } = row;
  return reading;
}
