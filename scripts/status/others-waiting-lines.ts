import type { RunStatus } from '../../control/status/run-status.ts';
import type { StatusLine } from './lay-out.ts';

/** Runs shown to a person; `runs` has more. */
const MOST_SHOWN = 3;

/** That somebody is waited for elsewhere too: a night that nobody looks at is not seen otherwise. */
export function othersWaitingLines({ othersWaiting: others }: Pick<RunStatus, 'othersWaiting'>): StatusLine[] {
  if (others.length === 0) return [];
  const hidden = others.length - MOST_SHOWN;
  return [
    ...others.slice(0, MOST_SHOWN).map(({ run, waitsFor }): StatusLine => {
      const what = waitsFor === 'decision' ? 'waits for a decision' : 'is paused';
      return { text: `Another run ${what}: npm run status -- ${run}`, tone: 'waiting' };
    }),
    ...(hidden > 0 ? [{ text: `  and ${hidden} more: npm run runs` }] : []),
  ];
}
