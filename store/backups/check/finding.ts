import type { FileFacts } from '../durable-file.ts';

/** What is wrong inside a backup's folder. `file`: a path in it, as its list has it. */
export type Finding =
  | { is: 'missing' | 'not-listed' | 'link' | 'broken-list'; file: string }
  | { is: 'changed'; file: string; expected: FileFacts; found: FileFacts }
  /** The list itself: hashes of the one that the ledger knows, and of the one that is there. */
  | { is: 'another-list'; file: string; expected: string; found: string }
  /** `failure`: the system's code, e.g. EACCES. */
  | { is: 'unreadable'; file: string; failure: string }
  /** The list is of another contact than the folder's name says. */
  | { is: 'misplaced'; contact: string }
  /** A count that is not the ledger's: `what` is the plural of things, `private messages` or `threads`. */
  | { is: 'miscounted'; what: string; expected: number; found: number }
  /** Over all backups of the contact in the run, the CSV says more. */
  | { is: 'fewer'; things: string; planned: number; found: number };
