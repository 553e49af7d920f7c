import type { Client } from '@temporalio/client';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { Db } from '../../store/database.ts';
import { lastSuccesses } from '../../store/nights/last-successes.ts';
import {
  deleteSchedule,
  pauseSchedule,
  readSchedules,
  resumeSchedule,
  type Schedule,
  type StoredSchedule,
  storeSchedule,
} from '../../store/nights/schedules.ts';
import { isScheduleNotFound, isScheduleThere } from '../../temporal/client-errors.ts';
import { queueOf } from '../queue-of.ts';
import { Refused } from '../refused.ts';
import { nightId } from './night-name.ts';
import { describeSchedule } from './night-status.ts';

interface Asking {
  client: Client;
  db: Db;
}

export interface ListedSchedule
  extends Pick<
    StoredSchedule,
    'name' | 'crm' | 'org' | 'at' | 'tz' | 'approve' | 'by' | 'threshold' | 'crossLocation'
  > {
  /** ISO 8601; null where Temporal knows of none. */
  next: string | null;
  paused: boolean;
  /** Of the contact base's profile; null: never yet. */
  lastSuccess: string | null;
}

/** One that was missed longer ago is not made up for. */
const CATCH_UP = '1 hour';

/** Writes the row, then the Temporal Schedule that names it. Throws Refused where there is one of this name. */
export async function createSchedule(
  { client, db, taskQueue }: Asking & { taskQueue: string },
  schedule: Schedule,
): Promise<void> {
  const { name, at, tz } = schedule;
  const [hour, minute] = at.split(':').map(Number);
  const queue = await queueOf(db, taskQueue);
  if (!(await storeSchedule(db, schedule)))
    throw new Refused(`There is a schedule '${name}' already: nothing was changed`);
  try {
    await client.schedule.create({
      scheduleId: nightId(name),
      spec: { calendars: [{ hour: hour ?? 0, minute: minute ?? 0 }], timezone: tz },
      action: {
        type: 'startWorkflow',
        workflowType: 'scheduledNight',
        workflowId: nightId(name),
        taskQueue: queue,
        args: [{ schedule: name }],
      },
      policies: { overlap: 'SKIP', catchupWindow: CATCH_UP },
      state: { note: `every night at ${at} ${tz}` },
    });
  } catch (error) {
    await deleteSchedule(db, name);
    if (isScheduleThere(error))
      throw new Refused(`Temporal has a schedule '${nightId(name)}' already, of another database: nothing was changed`);
    throw error;
  }
}

export async function listSchedules({ client, db }: Asking): Promise<ListedSchedule[]> {
  const successes = await lastSuccesses(db);
  return Promise.all(
    (await readSchedules(db)).map(
      async ({ name, crm, org, at, tz, approve, by, threshold, crossLocation, pausedAt }) => {
        const success = successes.find(
          (one) => one.crm === crm && one.organization === org && one.profile === BASE_PROFILE,
        );
        const known = await describeSchedule(client, name);
        return {
          ...{ name, crm, org, at, tz, approve, by, threshold, crossLocation, lastSuccess: success?.at ?? null },
          next: known?.info.nextActionTimes[0]?.toISOString() ?? null,
          paused: pausedAt !== null || (known?.state.paused ?? false),
        };
      },
    ),
  );
}

/**
 * Throws Refused for a name that nobody has, and for a trigger of what is paused. Pausing writes the row first, and deleting takes it: whoever
 * triggers it meanwhile, and however, does nothing.
 */
export async function sayToSchedule(
  { client, db }: Asking,
  { name, word, by }: { name: string; word: 'pause' | 'resume' | 'trigger' | 'delete'; by: string },
): Promise<void> {
  const [row] = await readSchedules(db, name);
  if (row === undefined) throw new Refused(`There is no schedule '${name}': nothing was changed`);
  const handle = client.schedule.getHandle(nightId(name));
  if (word === 'trigger') {
    if (row.pausedAt !== null) throw new Refused(`Schedule '${name}' is paused: resume it first. Nothing was started`);
    return handle.trigger('SKIP');
  }
  if (word === 'pause') {
    await pauseSchedule(db, { name, by });
    return handle.pause(`by ${by}`);
  }
  if (word === 'resume') {
    await handle.unpause(`by ${by}`);
    return resumeSchedule(db, name);
  }
  await deleteSchedule(db, name);
  await handle.delete().catch((error) => {
    if (!isScheduleNotFound(error)) throw error;
  });
}
