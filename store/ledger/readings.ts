import { and, eq, sql } from 'drizzle-orm';
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
  const { mode: _, crm: _crm, org: _org, clusterId: _cluster, readAt: _readAt, ...reading } = row;
  return reading;
}
