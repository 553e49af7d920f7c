import type { RunStatus } from '../../control/status/run-status.ts';
import { etaText, inFlightCounts } from './live-status-lines.ts';
import { clustersText, mergedText } from './progress-line.ts';
import { clockText, waitReason } from './waiting-lines.ts';

/**
 * A run in one line, for a log: `14:02:31 UTC  3 of 12 approved clusters, …`. The key is what makes it another one: not the
 * time, nor what changes with every look.
 */
export function plainStatus(status: RunStatus, now: number): { key: string; text: string } {
  const { state, unfinished, canary, waits, etaMs, lanes: inFlight } = status;
  const lasting = [
    clustersText(status),
    mergedText(status),
    ...(unfinished.pairs.length > 0 ? [`${unfinished.pairs.length} not done`] : []),
    ...(state === 'open' ? [] : [state]),
    ...(state === 'open' && canary.state === 'running' ? ['canary'] : []),
    ...waits.filter((wait) => wait.for !== 'budget').map((wait) => waitReason(wait, status, now)),
  ];
  const passing = [
    ...(inFlight.length > 0 ? [inFlightCounts(inFlight)] : []),
    ...waits.filter((wait) => wait.for === 'budget').map((wait) => waitReason(wait, status, now)),
    ...(etaMs === null ? [] : [etaText(etaMs).toLowerCase()]),
  ];
  return { key: lasting.join(', '), text: `${clockText(now)}  ${[...lasting, ...passing].join(', ')}` };
}
