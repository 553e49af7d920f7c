import type { Todo } from '../config/todo.ts';

/** Somebody whom the work needs does not answer: the CRM, or any worker. The message says why, `todo` what a person can do. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly exitCode = 6;
  readonly todo: Todo | null;

  constructor(message: string, { todo = null }: { todo?: Todo | null } = {}) {
    super(message);
    this.todo = todo;
  }
}
