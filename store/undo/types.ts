import type { Reason } from '../reasons.ts';

export type UndoRunState = 'open' | 'done' | 'cancelled' | 'failed';

/**
 * Where a pair stands on its way back. `looked`: read, planned and locked. `freed`: what must be the new contact's alone is off the
 * primary. `creating`: a create may have reached the CRM. `opted-out`: its consent is written and read back. `filled`: it has its
 * addresses and fields. `handed-back`: its tickets and conversations name it. `restored`: so is the primary.
 */
export type UndoPairState =
  | 'planned'
  | 'looked'
  | 'freed'
  | 'creating'
  | 'created'
  | 'opted-out'
  | 'filled'
  | 'handed-back'
  | 'restored'
  | 'done'
  /** Nothing was written, or all that was written stands and is named: a person's. */
  | 'put-down'
  /** A create may still land: its locks stay. */
  | 'held'
  | 'not-started';

/** What came back and what did not, once the pair has ended. */
export interface UndoResult {
  fields: string[];
  things: Record<string, string[]>;
  /** Contacts that somebody added while we wrote, and that were put back: thing to ids. */
  putBack: Record<string, string[]>;
  notBack: Reason[];
}
