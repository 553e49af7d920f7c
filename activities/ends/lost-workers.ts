import { ApplicationFailure, activityInfo } from '@temporalio/activity';
import type { Db } from '../../store/database.ts';
import { beginTry, endTry, type Try, tryAgain } from '../../store/failures/step-losses.ts';
import { type OfStep, stepOfRun } from './faults.ts';

/** A step that has lost so many workers at the same place, the last of them alone, is not tried again. */
const MOST_LOSSES = 3;
const FIRST_ALONE = 2;

/** Where a step was: which part of it, and how far that had come. */
export interface Place {
  part: string;
  at: number;
}

/** The parts in their order, as the beats of a step name them. */
const PARTS = ['', 'tickets', 'messages'];
/** More than any part has of pages or things. */
const MOST_OF_PART = 1_000_000_000;

/** Whether the step has to run alone in its worker. Throws `Quarantined` for one that has lost too many. The first try asks nobody. */
export async function mustBeAlone(db: Db, of: OfStep): Promise<boolean> {
  if (activityInfo().attempt === 1) return false;
  const place = placeOf(activityInfo().heartbeatDetails);
  const { losses, wasAlone } = await tryAgain(db, { ...tryOf(of), place: rank(place) });
  if (losses >= MOST_LOSSES && wasAlone) {
    const details = [{ workers: losses, step: of.step, ...place }];
    const message = `Lost ${losses} workers at the same place`;
    throw ApplicationFailure.create({ type: 'Quarantined', message, nonRetryable: true, details });
  }
  return losses >= FIRST_ALONE;
}

/** It has its turn. The first try asks nobody. */
export async function begins(db: Db, of: OfStep, { alone }: { alone: boolean }): Promise<void> {
  if (activityInfo().attempt > 1) await beginTry(db, { ...tryOf(of), alone });
}

/** However it ended: the worker is there. Where the store is away just now, it does not hear of it. */
export async function endedInOrder(db: Db, of: OfStep): Promise<void> {
  await endTry(db, tryOf(of)).catch(() => {});
}

function tryOf(of: OfStep): Try {
  const { activityId, attempt, workflowExecution } = activityInfo();
  return { ...stepOfRun(of), activity: `${workflowExecution?.runId ?? ''}/${activityId}`, attempt };
}

/** What the last beat said. */
function placeOf(details: unknown): Place {
  const { step, page, done } = (details ?? {}) as { step?: unknown; page?: unknown; done?: unknown };
  const at = Number(page ?? done ?? 0);
  return { part: PARTS.includes(String(step)) ? String(step) : '', at: Number.isSafeInteger(at) ? at : 0 };
}

function rank({ part, at }: Place): number {
  return PARTS.indexOf(part) * MOST_OF_PART + at;
}
