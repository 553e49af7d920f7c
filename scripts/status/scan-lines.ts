import type { RunStatus } from '../../control/status/run-status.ts';
import type { StatusLine } from './lay-out.ts';

/** Of which scan of a contact base the run's plan is. */
export function scanLines({ scan }: Pick<RunStatus, 'scan'>): StatusLine[] {
  if (scan === null) return [];
  if (scan === 'unknown') return [{ text: 'Planned from contacts of which nobody knows which scan they are of' }];
  return [{ text: `Planned from scan ${scan.id}, complete since ${scan.endedAt}` }];
}
