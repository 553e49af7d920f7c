import type { WaitKind } from '../../store/review/filter.ts';
import type { LeftOutBecause } from '../../store/review/filter-set.ts';

/** Why clusters wait, as a filter names it. */
export const WAIT_WORDS: Record<WaitKind, string> = {
  rules: 'the rules cannot tell',
  clear: 'clear, not approved yet',
  changed: 'changed since, or names that contradict each other',
  'kept-apart': 'two of it are kept apart',
  matching: 'found by a matching',
};

/** Why a cluster is not among those that are approved at once, and what can be done. */
export const LEFT_OUT_WORDS: Record<LeftOutBecause, string> = {
  matching: 'found by a matching: each is approved by itself, or by its band in the terminal',
  'kept-apart': 'two of it are kept apart by a person: it takes no approval as a whole',
  'names-contradict': 'the names contradict each other, or something changed: a person must look at each',
};
