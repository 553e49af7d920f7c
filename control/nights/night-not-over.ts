import type { Todo } from '../../config/todo.ts';

/** Another process is at work on the same contacts; nothing was started. */
export class NightNotOver extends Error {
  override readonly name = 'NightNotOver';
  readonly exitCode = 8;
  readonly todo: Todo = { code: 'look-at-runs', values: {} };

  constructor({ profile, crm, org }: { profile: string; crm: string; org: string }) {
    super(
      `Another process starts or follows a run of profile ${profile}, ${crm} organization ${org}: that night is not over, and nothing was started`,
    );
  }
}
