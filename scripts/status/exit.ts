import type { RunStatus } from '../../control/status/run-status.ts';
import { EXIT } from '../cli/fail.ts';

/** 0 done or running, 4 waiting for a person, 5 ended with something left. */
export function statusExit(status: RunStatus): number {
  if (status.state === 'open') return status.waitsFor === 'nothing' ? EXIT.done : EXIT.waiting;
  return status.state === 'done' && !hasUnfinished(status) ? EXIT.done : EXIT.unfinished;
}

export function hasUnfinished({ unfinished }: RunStatus): boolean {
  return unfinished.pairs.length + unfinished.clusters.length > 0;
}
