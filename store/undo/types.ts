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

/** Whose value stands where a field was changed after the merge. */
export type UndoKeep = 'theirs' | 'ours';

/** What happens to one field of the primary, or of the contact that comes back. Values are in the backups, never here. */
export interface FieldStep {
  /** As the connector names it. */
  field: string;
  /** `leave`: no difference of this pair's, or consent. `ask`: changed since, and nobody has said whose value stands. */
  does: 'put-back' | 'leave' | 'ask' | 'cannot';
  why?: Reason;
}

/** What happens to one thing that named the duplicate. */
export interface ThingStep {
  relation: string;
  id: string;
  /** Whether the new contact is named by it again, and whether the primary is taken off. */
  add: boolean;
  remove: boolean;
  /** Where it stays as it is: gone, given to somebody else, merged since, newer than the merge. */
  why?: Reason;
}

/** How one merge is taken back: what was shown, and what is done. Ids, names of fields and codes only. */
export interface UndoPlan {
  /** `alive`: a person has restored the old id, and nothing is created. */
  contact: { kind: 'create' } | { kind: 'alive'; id: string };
  /** Of the contact that comes back. */
  restores: FieldStep[];
  /** Of the primary. */
  primary: FieldStep[];
  things: ThingStep[];
  /** Things newer than the merge, by relation: they stay with the survivor. */
  newer: Record<string, number>;
  /** The external reference that the run moved goes back with this pair. */
  movesRef: boolean;
  /** What can never come back, as the connector's codes. */
  lost: string[];
  calls: number;
  /** False where the pair was done before there were after-images: fields of the primary are asked for, one by one. */
  afterImage: boolean;
}

/** What came back and what did not, once the pair has ended. */
export interface UndoResult {
  fields: string[];
  things: Record<string, string[]>;
  /** Contacts that somebody added while we wrote, and that were put back: thing to ids. */
  putBack: Record<string, string[]>;
  notBack: Reason[];
}
