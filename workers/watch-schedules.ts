import type { Db } from '../store/database.ts';
import { noteLate } from '../store/nights/late-schedules.ts';

const HOUR_MS = 3_600_000;

export interface Watching {
  /** When the look that is under way has ended. Never throws. */
  end(): Promise<void>;
}

/**
 * Looks at all schedules, now and every hour, so that somebody is told of one that does not come through and nobody has to type anything for
 * it. A look that fails, for want of the database, is followed by the next; `onFailure` hears of it.
 */
export function watchSchedules({ db, onFailure }: { db: Db; onFailure: (error: Error) => void }): Watching {
  let look = Promise.resolve();
  const begin = (): void => {
    look = look.then(() => noteLate(db)).catch(onFailure);
  };
  begin();
  const timer = setInterval(begin, HOUR_MS);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      return look;
    },
  };
}
