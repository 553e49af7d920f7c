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
}
