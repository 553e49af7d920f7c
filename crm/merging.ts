import type { PairAddresses } from './carrying.ts';
import type { CrmContact } from './things.ts';

/** What a CRM's rules of who may be merged look at. */
export type MergeFacts = Pick<CrmContact, 'displayId' | 'state' | 'isVerified'>;

/** Why two contacts may not be merged: a code of the CRM's own, and the same in words that hold no more of a contact than its id. */
export interface Unmergeable {
  code: string;
  text: string;
}

/** What became of the merge POST. Only `not-sent` proves that the CRM did not receive it; all else is found out by reading. */
export type MergeOutcome =
  | { kind: 'not-sent'; why: 'guard' | 'unreachable' }
  | { kind: 'not-sent'; why: 'rate-limited'; retryAfterMs: number }
  | { kind: 'not-sent'; why: 'unauthorized'; status: number }
  | { kind: 'answered'; status: number }
  | { kind: 'unknown'; cause: 'timeout' | 'connection' };

/** A connection opened for one merge POST and used once. */
export interface MergeConnection {
  /**
   * Sends the one POST. `mayWrite` runs in the very turn in which the bytes are written; false sends nothing.
   * Never retried, never redirected, never rejects: every outcome is a value. Misuse throws before anything is sent:
   * a second call, an id that is no contact's, a contact merged into itself.
   */
  send(request: {
    primary: string;
    duplicate: string;
    /** Where a CRM takes no ids: by what each of the two is asked for, and nobody else. */
    addresses?: PairAddresses | undefined;
    timeoutMs: number;
    mayWrite: () => boolean;
  }): Promise<MergeOutcome>;
  close(): Promise<void>;
}
