/** A call may be paid from a reservation made earlier instead of waiting for the budget. */
export interface CallOptions {
  signal?: AbortSignal;
  reservation?: string;
  /** Throws CrmError `rate-limited` where the call would have to wait, instead of waiting. */
  atOnce?: boolean;
}

/** `mayWrite` runs in the very turn in which the bytes are written; false sends nothing and throws CrmError `timeout`. */
export interface WriteOptions extends CallOptions {
  mayWrite?: () => boolean;
  /** Asked once by what reads before it writes, in between: however long the reading takes, the answer is fresh. False: nothing is written. */
  ask?: () => Promise<boolean>;
}
