import type { RunStatus } from '../control/run-status.ts';
import { progressLine } from './progress-line.ts';
import { unfinishedLines } from './unfinished-lines.ts';
import { waitingLines } from './waiting-lines.ts';

/** A run as a person reads it. Ids and counts only. */
export function statusText(status: RunStatus): string {
  const { run, dryRun, organization, state, startedAt, endedAt } = status;
  const time = endedAt === null ? `since ${short(startedAt)}` : `${short(startedAt)} to ${short(endedAt)}`;
  return [
    `Run ${run}${dryRun ? ', dry run' : ''}, organization ${organization}: ${state}, ${time}`,
    progressLine(status),
    clusterLine(status),
    ...waitingLines(status),
    ...unfinishedLines(status),
  ].join('\n');
}

function clusterLine({ clusters }: RunStatus): string {
  const states = Object.entries(clusters.byState).map(([state, count]) => `${count} ${state}`);
  return `Clusters: ${states.join(', ') || 'none'}`;
}

function short(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
