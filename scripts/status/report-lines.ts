import type { RunStatus } from '../../control/status/run-status.ts';
import type { StatusLine } from './lay-out.ts';

/** A run that has ended without its report: nothing of what it did is lost, and the report is made of that. */
export function reportLines({ run, unwrittenReport }: RunStatus): StatusLine[] {
  if (unwrittenReport === null) return [];
  const { folder, failure } = unwrittenReport;
  return [
    { text: `Its report could not be written to ${folder} (${failure})`, tone: 'bad' },
    { text: `  Put that right, then: npm run report -- ${run}` },
  ];
}
