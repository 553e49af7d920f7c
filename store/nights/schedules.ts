import { sql } from 'drizzle-orm';
import type { StoredRegions } from '../base/stored-regions.ts';
import type { Tx } from '../database.ts';
import type { Timing } from '../orders/timing.ts';

/** What is done again and again, and on whose word. Whoever triggers it can do no more than this says. */
export interface Schedule {
  name: string;
  crm: string;
  org: string;
  /** `02:00`, by the clock of `tz`. */
  at: string;
  /** As in the IANA database. */
  tz: string;
  /** What starts without anybody's look. `none`: nothing. */
  approve: 'none' | 'auto';
  by: string;
  /** Read of numbers without a country code, as `scan` does. */
  regions: Pick<StoredRegions, 'regions' | 'region'>;
  timing: Timing;
}

export interface StoredSchedule extends Schedule {
  createdAt: string;
}

/** False where there is one of this name. */
export async function storeSchedule(db: Tx, schedule: Schedule): Promise<boolean> {
  const { name, crm, org, at, tz, approve, by, regions, timing } = schedule;
  const rows = await db.execute(sql`
    insert into schedules (name, crm, org, at, tz, approve, by, regions, timing)
    values (${name}, ${crm}, ${org}, ${at}, ${tz}, ${approve}, ${by}, ${JSON.stringify(regions)}::jsonb, ${JSON.stringify(timing)}::jsonb)
    on conflict do nothing returning name`);
  return rows.length > 0;
}

export async function readSchedules(db: Tx, name?: string): Promise<StoredSchedule[]> {
  const among = name === undefined ? sql`true` : sql`name = ${name}`;
  const rows = await db.execute<Schedule & { createdAt: Date } & Record<string, unknown>>(sql`
    select name, crm, org, at, tz, approve, by, regions, timing, created_at as "createdAt" from schedules where ${among} order by name`);
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: new Date(createdAt).toISOString() }));
}

/** False where there is none. */
export async function deleteSchedule(db: Tx, name: string): Promise<boolean> {
  return (await db.execute(sql`delete from schedules where name = ${name} returning name`)).length > 0;
}
