import type { Todo } from '../../config/todo.ts';

/** Temporal has runs of this database open that it does not know: an older copy of it was put back. */
export class OlderStore extends Error {
  override readonly name = 'OlderStore';
  readonly exitCode = 2;
  readonly todo: Todo = { code: 'restore-newer-or-accept', values: {} };
  readonly runs: string[];

  constructor(runs: string[]) {
    super(`The database is an older copy: the workflows of ${runs.join(', ')} go on, and it knows nothing of them`);
    this.runs = runs;
  }
}
