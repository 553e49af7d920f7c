import type { Todo } from '../config/todo.ts';

/** A run of this plan is open: there can be only one. */
export class RunIsOpen extends Error {
  override readonly name = 'RunIsOpen';
  readonly todo: Todo = { code: 'look-or-end-run', values: {} };

  constructor(workflowId: string) {
    super(`A run of this plan is already open (workflow ${workflowId})`);
  }
}
