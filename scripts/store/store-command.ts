import type { Control } from '../../control/open-control.ts';

export interface StoreCommand {
  /** For the help. */
  does: string;
  /** The one word that it takes. */
  takes?: string;
  /** `value` is for programs, `text` for people. */
  run(control: Control, word: string): Promise<{ value: object; text: string }>;
}
