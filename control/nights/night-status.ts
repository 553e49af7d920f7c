import type { Client } from '@temporalio/client';
import { optionalTsToDate } from '@temporalio/common/lib/time.js';
import type { Db } from '../../store/database.ts';
import type { PlannedNight } from '../../store/nights/planned-night.ts';
import { readSchedules, type StoredSchedule } from '../../store/nights/schedules.ts';
import { isScheduleNotFound } from '../../temporal/client-errors.ts';
import { Refused } from '../refused.ts';
import { readScanStatus, type ScanStatus } from '../scan/scan-status.ts';
import { failureOf } from '../status/ask-workflow.ts';
import { stepsOf, type WaitingStep } from '../status/waiting-steps.ts';
import { nightId, scheduleOf } from './night-name.ts';

/** A schedule, and the night of it that is at work or was the last one. */
export interface NightStatus extends Pick<StoredSchedule, 'name' | 'crm' | 'org' | 'at' | 'tz' | 'approve'> {
  /** ISO 8601; null while it is not paused in the store. */
  pausedAt: string | null;
  /** ISO 8601; null where Temporal knows of none. */
  next: string | null;
  /** Null where none has begun, as far as Temporal knows. */
  night: Night | null;
  /** Steps that do not go on at this moment, with their last failure and when they are tried again. */
  steps: WaitingStep[];
  /** What it reads at this moment; null where no night is at work. */
  scan: ScanStatus | null;
}

export interface Night {
  workflowId: string;
  /** `running`, or as Temporal calls its end, e.g. `failed`. */
  state: string;
  /** Whether nobody has taken it up for a while: no worker is up. */
  isLeft: boolean;
  /** Why it failed, in our own words; null where it did not. */
  because: string | null;
  /** What it came to; null where it has not ended well. */
  planned: PlannedNight | null;
}

/** As the server has it, by number. */
const TAKEN = 2;
const LEFT_AFTER_MS = 10_000;

/** Throws Refused where the store has no such schedule. */
export async function readNightStatus({
  db,
  client,
  name,
}: {
  db: Db;
  client: Client;
  name: string;
}): Promise<NightStatus> {
  const [row] = await readSchedules(db, scheduleOf(name));
  if (row === undefined) throw new Refused(`There is no schedule '${scheduleOf(name)}' in the store`);
  const { crm, org, at, tz, approve, pausedAt } = row;
  const known = await describeSchedule(client, row.name);
  const begun = known?.info.runningActions.at(-1)?.workflow ?? known?.info.recentActions.at(-1)?.action.workflow;
  const night = begun === undefined ? null : await nightOf(client, begun.workflowId);
  const isAtWork = night?.state === 'running';
  return {
    ...{ name: row.name, crm, org, at, tz, approve, pausedAt, night },
    next: known?.info.nextActionTimes[0]?.toISOString() ?? null,
    steps: isAtWork ? await stepsOf(client, night.workflowId) : [],
    scan: isAtWork ? await readScanStatus({ db, client, whose: { crm, org }, scan: null }) : null,
  };
}

/** What Temporal knows of a schedule; null where it knows of none. */
export async function describeSchedule(client: Client, name: string) {
  try {
    return await client.schedule.getHandle(nightId(name)).describe();
  } catch (error) {
    if (isScheduleNotFound(error)) return null;
    throw error;
  }
}

async function nightOf(client: Client, workflowId: string): Promise<Night> {
  const handle = client.workflow.getHandle(workflowId);
  const { status, raw } = await handle.describe();
  const { name } = status;
  const asked = optionalTsToDate(raw.pendingWorkflowTask?.scheduledTime);
  const isLeft =
    raw.pendingWorkflowTask?.state !== TAKEN && asked !== undefined && Date.now() - asked.getTime() > LEFT_AFTER_MS;
  const because = name === 'FAILED' ? await failureOf(client, workflowId) : null;
  const planned = name === 'COMPLETED' ? await handle.result() : null;
  return { workflowId, state: name.toLowerCase().replaceAll('_', ' '), because, isLeft, planned };
}
