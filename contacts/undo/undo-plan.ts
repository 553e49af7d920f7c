/** Whose value stands where a field was changed after the merge. */
export type UndoKeep = 'theirs' | 'ours';

/** Why a part of a merge is not simply taken back, as data: ids, names of fields and codes. Words: pages/kit/undo-words.ts. */
export interface UndoWhyValues {
  /** It says what somebody agreed to: never loosened, and never set back on the contact that was kept. */
  consent: None;
  /** The rules have no word for what somebody's field says: nothing is agreed to by it. */
  'consent-unknown': None;
  /** The CRM no longer shows what it showed after the merge. */
  'changed-since': None;
  /** The merge is of a version that kept no picture of after it. */
  'no-after-image': None;
  /** The contact that was kept holds the value, and did so before the merge or has it from somebody since. */
  'kept-by-survivor': None;
  /** Somebody else may have the value by now. */
  'perhaps-taken': None;
  /** No call takes it off the contact that was kept again. */
  'stays-with-kept': None;
  /** By it the CRM would take the two for one. */
  'shared-with-kept': None;
  /** The one by which the contact is made, and no other. */
  'one-of-them': None;
  /** The run took it from this duplicate of the cluster: it goes back with that pair. */
  'moved-with': { duplicate: string };
  'thing-gone': None;
  /** Neither contact of the pair is named by it any more. */
  'thing-elsewhere': None;
  'thing-merged': None;
  'thing-closed': None;
}

export type UndoWhy = {
  [Code in keyof UndoWhyValues]: { code: Code; values: UndoWhyValues[Code] };
}[keyof UndoWhyValues];

/** What happens to one field of the primary, or of the contact that comes back. Values are in the backups, never here. */
export interface FieldStep {
  /** As the connector names it. */
  field: string;
  /** `ask`: changed since, and nobody has said whose value stands. */
  does: 'put-back' | 'leave' | 'ask' | 'cannot';
  why?: UndoWhy;
}

/** What happens to one thing that named the duplicate. */
export interface ThingStep {
  relation: string;
  id: string;
  /** As people call it, where the CRM shows it. */
  name?: string;
  /** Whether the contact that comes back is named by it again, and whether its holder is taken off. */
  add: boolean;
  remove: boolean;
  /** Why it stays as it is. */
  why?: UndoWhy;
}

/** How one merge is taken back: what was shown, and what is done. */
export interface UndoPlan {
  /** `alive`: a person has restored the old id, and nothing is created. */
  contact: { kind: 'create' } | { kind: 'alive'; id: string };
  /** Of the contact that comes back: all that its backup has. Its opt-outs first. */
  restores: FieldStep[];
  /** Of the primary: where this pair made a difference, or may have. */
  primary: FieldStep[];
  things: ThingStep[];
  /** Things newer than the merge, by relation: they stay with the survivor. */
  newer: Record<string, number>;
  /** Messages newer than the merge on what goes back, by relation, where the CRM tells: each stays with whoever wrote it. Absent in plans of before. */
  newerMessages?: Record<string, number>;
  /** The external reference that the run moved goes back with this pair. */
  movesRef: boolean;
  /** What can never come back, as the connector's codes. */
  lost: string[];
  calls: number;
  /** False where the pair was done before there were after-images: fields of the primary are asked for, one by one. */
  afterImage: boolean;
  /** SHA-256 of all values that are written, or that a person is asked about. */
  values: string;
}

type None = Record<never, never>;
