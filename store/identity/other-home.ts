import type { Todo } from '../../config/todo.ts';

/** The database says that it was made elsewhere: it was moved, or is a copy. Nothing starts until a person says which. */
export class OtherHome extends Error {
  override readonly name = 'OtherHome';
  readonly exitCode = 2;
  readonly todo: Todo = { code: 'say-moved-or-copy', values: {} };

  constructor(id: string) {
    super(
      `The database says that it is ${id}, which was made on another server or under another name: it was moved here, or it is a copy, and the original may be at work`,
    );
  }
}
