import type { Two } from '../records/said.ts';
import type { Groups } from './groups.ts';

/** Records that are one person's whatever their weight. */
export interface Forced {
  groups: Groups;
  /** The links that hold, each with its reason. */
  links: ForcedLink[];
  /** Links that something forbids, which wins: between which two it stands. */
  refused: (ForcedLink & { between: Two })[];
}

export interface ForcedLink {
  by: 'word' | 'same';
  pair: Two;
}
