import type { Todo } from '../../config/todo.ts';

/** Backups of this database are kept elsewhere: here nothing is written, and what is there would not be found. */
export class OtherBackupStore extends Error {
  override readonly name = 'OtherBackupStore';
  readonly exitCode = 2;
  readonly todo: Todo = { code: 'name-backups', values: {} };

  constructor(here: string, { known, problem }: { known: string | null; problem: string }) {
    const where = known === null ? '' : `. They were first written to ${known}`;
    super(`BACKUP_DIR '${here}' is not the place of this database's backups: ${problem}${where}`);
  }
}
