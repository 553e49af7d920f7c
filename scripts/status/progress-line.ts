import { counted } from '../../contacts/words/counted.ts';
import type { RunStatus } from '../../control/status/run-status.ts';

const WIDTH = 16;

/** `[████────] 3 of 12 clusters, 5 pairs merged, 12.5 per minute, 1 not done, canary` */
export function progressLine(status: RunStatus): string {
  const { clusters, pairs, unfinished, canary, state } = status;
  const { ended, approved } = clusters;
  const filled = approved === 0 ? 0 : Math.floor((ended / approved) * WIDTH);
  const left = unfinished.pairs.length;
  return [
    `[${'█'.repeat(filled)}${'─'.repeat(WIDTH - filled)}] ${clustersText(status)}`,
    mergedText(status),
    `${pairs.perMinute} per minute`,
    ...(left > 0 ? [`${left} not done`] : []),
    ...(state === 'open' && canary.state === 'running' ? ['canary'] : []),
  ].join(', ');
}

/** `5 pairs merged`, and what undos have taken back since. */
export function mergedText({ pairs: { merged, byState }, dryRun }: RunStatus): string {
  const { undone = 0 } = byState;
  return `${counted(merged, 'pair')} ${dryRun ? 'would be merged' : 'merged'}${undone > 0 ? `, ${undone} taken back` : ''}`;
}

/** `3 of 12 approved clusters`; a run of which none is approved has no share. */
export function clustersText({ clusters: { ended, approved }, state }: RunStatus): string {
  if (approved > 0) return `${ended} of ${approved} approved clusters`;
  return state === 'open' ? 'no cluster is approved yet' : 'no cluster was approved';
}
