import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { Db } from '../../store/database.ts';
import { lastSuccesses } from '../../store/nights/last-successes.ts';
import {
  deleteSchedule,
  readSchedules,
  type Schedule,
  type StoredSchedule,
  storeSchedule,
} from '../../store/nights/schedules.ts';
import { queueOf } from '../queue-of.ts';
import { Refused } from '../refused.ts';

interface Asking {
  client: Client;
  db: Db;
}

export interface ListedSchedule extends Pick<StoredSchedule, 'name' | 'crm' | 'org' | 'at' | 'tz' | 'approve' | 'by'> {
  /** ISO 8601; null where Temporal knows of none. */
  next: string | null;
  paused: boolean;
  /** Of the contact base's profile; null: never yet. */
  lastSuccess: string | null;
}

/** One that was missed longer ago is not made up for. */
const CATCH_UP = '1 hour';

const idOf = (name: string): string => `night-${name}`;

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
      scheduleId: idOf(name),
      spec: { calendars: [{ hour: hour ?? 0, minute: minute ?? 0 }], timezone: tz },
      action: {
        type: 'startWorkflow',
        workflowType: 'scheduledNight',
        workflowId: idOf(name),
        taskQueue: queue,
        args: [{ schedule: name }],
      },
      policies: { overlap: 'SKIP', catchupWindow: CATCH_UP },
      state: { note: `every night at ${at} ${tz}` },
    });
  } catch (error) {
    await deleteSchedule(db, name);
    if (error instanceof ScheduleAlreadyRunning)
      throw new Refused(`Temporal has a schedule '${idOf(name)}' already, of another database: nothing was changed`);
    throw error;
  }
}

export async function listSchedules({ client, db }: Asking): Promise<ListedSchedule[]> {
  const successes = await lastSuccesses(db);
  return Promise.all(
    (await readSchedules(db)).map(async ({ name, crm, org, at, tz, approve, by }) => {
      const success = successes.find(
        (one) => one.crm === crm && one.organization === org && one.profile === BASE_PROFILE,
      );
      const known = await describe(client, name);
      return {
        ...{ name, crm, org, at, tz, approve, by, lastSuccess: success?.at ?? null },
        next: known?.info.nextActionTimes[0]?.toISOString() ?? null,
        paused: known?.state.paused ?? false,
      };
    }),
  );
}

async function describe(client: Client, name: string) {
  try {
    return await client.schedule.getHandle(idOf(name)).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

/** Throws Refused for a name that nobody has. Deleting takes the row first: what is triggered meanwhile finds none and does nothing. */
export async function sayToSchedule(
  { client, db }: Asking,
  { name, word, by }: { name: string; word: 'pause' | 'resume' | 'trigger' | 'delete'; by: string },
): Promise<void> {
  const [row] = await readSchedules(db, name);
  if (row === undefined) throw new Refused(`There is no schedule '${name}': nothing was changed`);
  const handle = client.schedule.getHandle(idOf(name));
  if (word === 'pause') return handle.pause(`by ${by}`);
  if (word === 'resume') return handle.unpause(`by ${by}`);
  if (word === 'trigger') return handle.trigger('SKIP');
  await deleteSchedule(db, name);
  await handle.delete().catch((error) => {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  });
}
