import { ApplicationFailure, activityInfo, CancelledFailure } from '@temporalio/activity';
import { isAnswering } from '../../store/is-answering.ts';
import type { Deps } from '../deps.ts';
import { toFailure } from '../failures.ts';
import type { LogIds } from '../log-ids.ts';
import { whileWaiting } from '../waiting.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { faultOf, isGivenUp, isOnce, mayLoseWorkers, type OfStep, succeeded } from './faults.ts';
import { createGate, type Gate } from './gate.ts';
import { kindOfFailure } from './kind-of-failure.ts';
import { begins, endedInOrder, mustBeAlone } from './lost-workers.ts';
import { createTurnstile, type Turnstile } from './turnstile.ts';

type Activity = (request: never) => Promise<unknown>;

/** Of each step, whose request names run, cluster and contact. */
type IdsOf<T extends Record<string, Activity>> = { [Name in keyof T]: (request: Parameters<T[Name]>[0]) => LogIds };

interface Ending extends Pick<Deps, 'db'> {
  of: OfStep;
  /** Where all wait while the database is away. */
  gate: Gate;
  turnstile: Turnstile;
}

/**
 * Gives every failure of a step its end. Who is away is waited for by all together, and counts nothing; a disk that nobody can write to
 * stops the run; what is this contact's or input's own fault is given up after a few times, counted in the store. Steps of the run
 * itself are never given up.
 */
export function withEnds<T extends Record<string, Activity>>(
  activities: T,
  { db, idsOf }: Pick<Deps, 'db'> & { idsOf: IdsOf<T> },
): T {
  const gate = createGate();
  const turnstile = createTurnstile();
  const entries = Object.entries(activities).map(([step, activity]) => {
    const idsOfThis: (request: never) => LogIds = idsOf[step as keyof T];
    const ended = async (request: never): Promise<unknown> => {
      const ending: Ending = { db, gate, turnstile, of: { step, ids: idsOfThis(request), request } };
      try {
        const result = await besideOrAlone(ending, () => activity(request));
        if (activityInfo().attempt > 1) await succeeded(db, ending.of);
        return result;
      } catch (error) {
        const end = await endOf(ending, error);
        if (mayLoseWorkers(step)) await endedInOrder(db, ending.of);
        throw end;
      }
    };
    return [step, ended];
  });
  return Object.fromEntries(entries) as T;
}

/** A step that has lost workers before runs alone in this one, so that nothing else is lost with it, or blamed for it. */
async function besideOrAlone<T>({ db, of, turnstile }: Ending, work: () => Promise<T>): Promise<T> {
  if (!mayLoseWorkers(of.step)) return work();
  const alone = await mustBeAlone(db, of);
  const leave = await withHeartbeat((_beat, signal) => whileWaiting('turn', () => turnstile.enter({ alone, signal })));
  try {
    await begins(db, of, { alone });
    return await work();
  } finally {
    leave();
  }
}

async function endOf({ db, of, gate }: Ending, error: unknown): Promise<Error> {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  const what = await kindOfFailure(error, db);
  switch (what.kind) {
    case 'told':
      return toFailure(error);
    case 'crm':
      return untilBack(of, {
        error,
        waitsFor: 'crm',
        gate: what.watch.gate,
        isBack: () => what.watch.isAnswering(error),
      });
    case 'postgres':
      return untilBack(of, { error, waitsFor: 'postgres', gate, isBack: () => isAnswering(db) });
    case 'disk':
      return isGivenUp(of.step) ? diskFailure(what.code) : toFailure(error);
    case 'own':
      return isGivenUp(of.step) ? faultOf(db, of, error) : toFailure(error);
  }
}

/** The workflow stops its run, and tries the step again when a person has resumed it. */
function diskFailure(code: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`The disk cannot be written to: ${code}`, `Disk.${code}`);
}

interface Away {
  error: unknown;
  waitsFor: 'crm' | 'postgres';
  gate: Gate;
  isBack: () => Promise<boolean>;
}

/** Waits, as one try however long it takes, and has the step tried again. The one step that nothing may retry tells its workflow at once. */
async function untilBack({ step }: OfStep, { error, waitsFor, gate, isBack }: Away): Promise<Error> {
  const { message } = toFailure(error);
  const away = ApplicationFailure.retryable(message, `Away.${waitsFor}`);
  if (isOnce(step)) return away;
  const wait = (signal: AbortSignal) => whileWaiting(waitsFor, () => gate.untilBack(isBack, signal));
  return withHeartbeat((_beat, signal) => wait(signal)).then(() => away, toFailure);
}
