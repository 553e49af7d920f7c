import type { PlainConsent } from '../../contacts/base/merging/plain-consent.ts';
import type { UndoSeen } from '../../contacts/undo/undo-seen.ts';
import type { UndoValues } from '../../contacts/undo/undo-values.ts';
import type { Reason } from '../reasons.ts';

/** One pair of one undo. */
export interface UndoPairKey {
  undoId: string;
  clusterId: string;
  primaryId: string;
  duplicateId: string;
}

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

/** What is written for a pair, as it was decided when it was looked at. Contact data: for the CRM and this store alone. */
export interface UndoFrozen {
  values: UndoValues;
  /** Fields of the primary that are written, as they were then: one that has changed since is left alone. */
  expected: Record<string, unknown>;
  consent: UndoSeen['consent'];
  /** Where consent stands in channels: what all members together allow. */
  union?: PlainConsent;
  /** Who had the things, by display id. */
  holder: string;
}

/** Unique values of the merge that the contact, by display id, gives up for the one that comes back: names of fields. */
export interface TakenOff {
  contact: string;
  fields: string[];
}

/** What came back and what did not, as far as the pair has come. */
export interface UndoResult {
  fields: string[];
  /** Of the contact that was kept, before anybody is made: written with the order, so that it is known whatever becomes of us. Absent where nothing was. */
  takenOff?: TakenOff;
  things: Record<string, string[]>;
  /** Contacts that somebody added while we wrote, and that were put back: thing to ids. */
  putBack: Record<string, string[]>;
  notBack: Reason[];
}
