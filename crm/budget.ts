/** Says that a call has been answered, or never will be. The CRM has counted it by then, at the latest. */
export type Answered = () => Promise<void>;

/** The rate budget as a CRM client sees it. The store implements it in Postgres, shared by every worker and run. */
export interface CallBudget {
  /**
   * Resolves when one call may be made. With `reservation`, spends one call reserved earlier, which waits only while everybody does.
   * `atOnce`: a call that would have to wait is none, and CrmError `rate-limited` says how long.
   */
  acquire(options?: { signal?: AbortSignal; reservation?: string; atOnce?: boolean }): Promise<Answered>;
  /** The CRM said 429: no call by anyone before `retryAfterMs` is over. */
  backOff(retryAfterMs: number): Promise<void>;
  /** The CRM has said whose calls these are: what it counts by, and of which organization. Absent where nothing is counted. */
  identified?(countedBy: string, org?: string): Promise<void>;
}

/** For previews and tests against an unlimited server. */
export function unlimitedBudget(): CallBudget {
  return { acquire: async () => async () => {}, backOff: async () => {} };
}
