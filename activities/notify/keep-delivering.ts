import type { NotifySettings } from '../../config/notify-settings.ts';
import type { Db } from '../../store/database.ts';
import { dropOldNotices, tryNotice } from '../../store/nights/try-notice.ts';
import type { Failpoint } from '../failpoint.ts';
import { sendNotice } from './send-notice.ts';

export interface DeliverOptions {
  db: Db;
  /** Null: nobody is told, and what is noted stays where it is. */
  notify: NotifySettings | null;
  /** After the first failure; each one more doubles it. @default 5000 milliseconds */
  pauseMs?: number;
  /** @default does nothing */
  failpoint?: Failpoint;
  /** Longest wait for one answer. @default 8000 milliseconds */
  longestMs?: number;
}

/** For one round, however much is due. */
const LONGEST_ROUND_MS = 20_000;

/** Delivers what is due, each once. */
export async function deliverNotices(options: DeliverOptions): Promise<void> {
  const { db, notify, pauseMs = 5_000, failpoint, longestMs } = options;
  if (notify === null) return;
  const until = performance.now() + LONGEST_ROUND_MS;
  await dropOldNotices(db);
  const send = async (notice: Parameters<typeof sendNotice>[0]): Promise<string | null> => {
    const failure = await sendNotice(notice, notify, { ...(longestMs !== undefined && { longestMs }) });
    failpoint?.('notice.sent');
    return failure;
  };
  while ((await tryNotice(db, { send, pauseMs })) && performance.now() < until);
}

export interface Delivering {
  /** After one more round. Never throws. */
  end(): Promise<void>;
}

/** Delivers until it is told to end. A round that fails, for want of the database, is followed by the next; `onFailure` hears of it. */
export function keepDelivering({
  everyMs = 5_000,
  onFailure = () => {},
  ...options
}: DeliverOptions & { everyMs?: number; onFailure?: (error: Error) => void }): Delivering {
  let round = Promise.resolve();
  const begin = (): Promise<void> => {
    round = round.then(() => deliverNotices(options)).catch(onFailure);
    return round;
  };
  let isUnderWay = false;
  const tick = (): void => {
    if (isUnderWay) return;
    isUnderWay = true;
    void begin().finally(() => {
      isUnderWay = false;
    });
  };
  tick();
  const timer = setInterval(tick, everyMs);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      return begin();
    },
  };
}
