import type { Todo } from '../config/todo.ts';

/** A run of this plan is open: there can be only one. */
export class RunIsOpen extends Error {
  override readonly name = 'RunIsOpen';
  readonly todo: Todo = { code: 'look-or-end-run', values: {} };

  /** `ofBase`: its contacts come from a scan, whose words have a code. */
  constructor(workflowId: string, { ofBase = false }: { ofBase?: boolean } = {}) {
    super(`${ofBase ? 'ERR_DEDUP_014: a' : 'A'} run of this plan is already open (workflow ${workflowId})`);
  }
}
