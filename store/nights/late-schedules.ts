import { sql } from 'drizzle-orm';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { Db } from '../database.ts';
import { type LastSuccess, lastSuccesses } from './last-successes.ts';
import { readSchedules, type StoredSchedule } from './schedules.ts';
import type { NightProblem } from './write-notices.ts';

/** Two periods of a schedule. */
const TWO_NIGHTS_MS = 2 * 24 * 3_600_000;

/** Of schedules: whose last success is older than two of its periods, or that never came through for as long. */
export function lateSchedules(
  schedules: readonly Pick<StoredSchedule, 'name' | 'crm' | 'org' | 'createdAt'>[],
  { successes, now }: { successes: readonly LastSuccess[]; now: number },
): NightProblem[] {
  return schedules.flatMap(({ name, crm, org, createdAt }): NightProblem[] => {
    const own = successes.filter((one) => one.crm === crm && one.organization === org && one.profile === BASE_PROFILE);
    const at =
      own
        .flatMap((one) => one.at ?? [])
        .sort()
        .at(-1) ?? null;
    return now - Date.parse(at ?? createdAt) > TWO_NIGHTS_MS
      ? [{ code: 'schedule-late', values: { schedule: name, at } }]
      : [];
  });
}

/** The same of all schedules of the store, as it stands now. */
export async function lateNow(db: Db): Promise<NightProblem[]> {
  return lateSchedules(await readSchedules(db), { successes: await lastSuccesses(db), now: Date.now() });
}

/**
 * Notes each schedule that is late, once for as long as no night of it comes through, whoever looks: also where a check of all nights has
 * noted it already.
 */
export async function noteLate(db: Db): Promise<void> {
  for (const problem of await lateNow(db)) {
    const { schedule, at } = problem.values;
    const facts = JSON.stringify({ problems: [problem] });
    await db.execute(sql`
      insert into notices (key, event, facts) select ${`late ${schedule} ${at ?? 'never'}`}, 'alert', ${facts}::jsonb
      where not exists (select 1 from notices where event = 'alert' and key is not null and facts @> ${facts}::jsonb)
      on conflict (key) do nothing`);
  }
}
