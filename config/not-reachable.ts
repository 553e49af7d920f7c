import type { Todo } from './todo.ts';

/** `no-stack`: nobody names a server and none of ours is up. `port-taken`: ours could not have its port. */
export type AwayCode = 'away' | 'no-stack' | 'port-taken';

/** A server that is needed is not there. The message says why, `todo` what a person can do. Exit code 6. */
export class NotReachable extends Error {
  override readonly name = 'NotReachable';
  readonly exitCode = 6;
  readonly code: AwayCode;
  readonly todo: Todo | null;

  constructor(message: string, options: { code?: AwayCode; todo?: Todo; cause?: unknown } = {}) {
    const { code = 'away', todo = null, cause } = options;
    super(message, { cause });
    this.code = code;
    this.todo = todo;
  }
}
