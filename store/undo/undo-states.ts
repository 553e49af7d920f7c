import type { UndoPairState } from './types.ts';

/** Whether a pair in this state has come to an end: a state without a word here does not compile. */
const HAS_ENDED: Record<UndoPairState, boolean> = {
  planned: false,
  looked: false,
  freed: false,
  creating: false,
  created: false,
  'opted-out': false,
  filled: false,
  'handed-back': false,
  restored: false,
  done: true,
  'put-down': true,
  held: true,
  'not-started': true,
};

const STATES = Object.keys(HAS_ENDED) as UndoPairState[];

/** A turn is still to come, or under way. */
export const UNENDED: UndoPairState[] = STATES.filter((state) => !HAS_ENDED[state]);

/** This undo leads it no further. What a newer version writes is none of either. */
export const UNDO_ENDED: UndoPairState[] = STATES.filter((state) => HAS_ENDED[state]);
