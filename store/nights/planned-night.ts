/** What a night of a schedule came to. */
export type PlannedNight =
  /** Nothing is to be merged, no schedule or scan is there, or the schedule was paused meanwhile. */
  | { kind: 'quiet' | 'gone' | 'paused' }
  /** The same plan is still at work. */
  | { kind: 'open'; runId: string }
  | { kind: 'run'; runId: string; workflowId: string };
