import { sql } from 'drizzle-orm';
import type { BasePolicy } from '../../contacts/base/policy.ts';
import type { StoredRegions } from '../base/stored-regions.ts';
import type { Tx } from '../database.ts';
import type { Timing } from '../orders/timing.ts';

/** What is done again and again, and on whose word. Whoever triggers it can do no more than this says. */
export interface Schedule extends Pick<BasePolicy, 'crossLocation'> {
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
  /** In hundredths: the least that merges without a person; null: what it is where nobody says. */
  threshold: number | null;
  timing: Timing;
}

export interface StoredSchedule extends Schedule {
  /** ISO 8601; null while it is not paused. */
  pausedAt: string | null;
  createdAt: string;
}

/** False where there is one of this name. */
export async function storeSchedule(db: Tx, schedule: Schedule): Promise<boolean> {
  const { name, crm, org, at, tz, approve, by, regions, threshold, crossLocation, timing } = schedule;
  const rows = await db.execute(sql`
    insert into schedules (name, crm, org, at, tz, approve, by, regions, threshold, cross_location, timing)
    values (${name}, ${crm}, ${org}, ${at}, ${tz}, ${approve}, ${by}, ${JSON.stringify(regions)}::jsonb, ${threshold},
      ${crossLocation}, ${JSON.stringify(timing)}::jsonb)
    on conflict do nothing returning name`);
  return rows.length > 0;
}

export async function readSchedules(db: Tx, name?: string): Promise<StoredSchedule[]> {
  const among = name === undefined ? sql`true` : sql`name = ${name}`;
  const rows = await db.execute<Schedule & { createdAt: Date; pausedAt: Date | null } & Record<string, unknown>>(sql`
    select name, crm, org, at, tz, approve, by, regions, threshold, cross_location as "crossLocation", timing,
      created_at as "createdAt", paused_at as "pausedAt"
    from schedules where ${among} order by name`);
  return rows.map(({ createdAt, pausedAt, ...row }) => ({
    ...row,
    createdAt: new Date(createdAt).toISOString(),
    pausedAt: pausedAt === null ? null : new Date(pausedAt).toISOString(),
  }));
}

/** No night begins from now on, or may again. */
export async function pauseSchedule(db: Tx, { name, by }: { name: string; by: string }): Promise<void> {
  await db.execute(sql`
    update schedules set paused_at = coalesce(paused_at, clock_timestamp()), paused_by = ${by} where name = ${name}`);
}

export async function resumeSchedule(db: Tx, name: string): Promise<void> {
  await db.execute(sql`update schedules set paused_at = null, paused_by = null where name = ${name}`);
}

/** False where there is none. */
export async function deleteSchedule(db: Tx, name: string): Promise<boolean> {
  return (await db.execute(sql`delete from schedules where name = ${name} returning name`)).length > 0;
}
