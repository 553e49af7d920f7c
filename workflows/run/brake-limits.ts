import type { RunProgress } from '../types.ts';

/** Clusters that must have ended before the share of bad ones says anything. */
export const FIRST_LOOK = 50;
/** A larger share of held, skipped and failed clusters pauses the run. */
export const MOST_BAD = 0.02;

/** Clusters that ended, and those that ended otherwise than done. */
export interface Tally {
  ended: number;
  bad: number;
}

export function tallyOf({ counts }: Pick<RunProgress, 'counts'>): Tally {
  const { done, held, skipped, failed } = counts;
  const bad = held + skipped + failed;
  return { ended: done + bad, bad };
}

/** What came after the last resume, which accepted all before it. */
export function sinceResume(progress: Pick<RunProgress, 'counts' | 'accepted'>): Tally {
  const { ended, bad } = tallyOf(progress);
  return { ended: ended - progress.accepted.ended, bad: bad - progress.accepted.bad };
}

export function isTooBad({ ended, bad }: Tally): boolean {
  return ended >= FIRST_LOOK && bad / ended > MOST_BAD;
}
