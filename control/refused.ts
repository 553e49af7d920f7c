import type { Todo } from '../config/todo.ts';
import type { TakeOverRefusal } from '../store/ledger/take-over-refusal.ts';
import type { Reason } from '../store/reasons.ts';
import type { NoneChanges } from './why-unchanged.ts';

/** Why, as data. */
export type RefusedBecause = Reason | TakeOverRefusal | NoneChanges;

/**
 * What a person asked for cannot be done as things stand; nothing was changed. The message says why, `todo` what a person
 * can do; where there is `why`, its words are the message, and whoever shows it makes them.
 */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly exitCode = 2;
  readonly why: RefusedBecause | null;
  readonly todo: Todo | null;

  constructor(message: string, { why = null, todo = null }: { why?: RefusedBecause | null; todo?: Todo | null } = {}) {
    super(message);
    this.why = why;
    this.todo = todo;
  }
}
