/** How long things may take, in milliseconds. Kept with every run and order, so that tests and the demo can be quick. */
export interface Timing {
  /** A worker that says nothing for so long is taken for dead. */
  heartbeatMs: number;
  /** Longest a reading step may take, waits for the rate budget included. */
  readMs: number;
  /** The merge POST's own time-out; shorter than `sendMs`, which is shorter than `quietMs`. */
  postMs: number;
  /** Longest the sending step may take. */
  sendMs: number;
  /** Only after so long without any effect is a merge proven not to have been applied. */
  quietMs: number;
  /** Two looks that prove a merge was not applied are so far apart. Kept with the run. @default 180,000 */
  looksApartMs?: number;
  /** A merge that stays half done for so long pauses the run. */
  partialMs: number;
  /** Two readings that show a contact gone must be this far apart. */
  goneApartMs: number;
  /** The first look after a POST, and the longest pause between two looks. */
  firstLookMs: number;
  longestLookMs: number;
  /** First and longest pause between two tries of a failing step. */
  retryFirstMs: number;
  retryLongestMs: number;
  /** A worker that keeps a workflow task for so long is taken for dead. */
  workflowTaskMs: number;
  /** After so many failed tries of a reading step its pair is skipped. */
  readAttempts: number;
  /** Between two looks at refusals that a merge took away: the first pause, doubled each time, and the longest. @default a minute, an hour */
  consentFirstMs?: number;
  consentLongestMs?: number;
  /** A workflow whose history has so many events goes on in a new one as soon as it can: for tests. @default 4,000 */
  mostEvents?: number;
}
