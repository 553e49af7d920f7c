import { counted } from '../../contacts/words/counted.ts';
import type { RunStatus } from '../../control/status/run-status.ts';

const WIDTH = 16;

/** `[████────] 3 of 12 clusters, 5 pairs merged, 12.5 per minute, 1 not done, canary` */
export function progressLine({ clusters, pairs, unfinished, canary, state, dryRun }: RunStatus): string {
  const { ended, approved } = clusters;
  const filled = approved === 0 ? 0 : Math.floor((ended / approved) * WIDTH);
  const left = unfinished.pairs.length;
  return [
    `[${'█'.repeat(filled)}${'─'.repeat(WIDTH - filled)}] ${ended} of ${approved} approved clusters`,
    `${counted(pairs.merged, 'pair')} ${dryRun ? 'would be merged' : 'merged'}`,
    `${pairs.perMinute} per minute`,
    ...(left > 0 ? [`${left} not done`] : []),
    ...(state === 'open' && canary.state === 'running' ? ['canary'] : []),
  ].join(', ');
}
