import type { Contact } from '../contact.ts';

/** What a person's `Action` notes say about our choice. `blank`: nothing here, although the sheet decides other rows. */
export type ActionVerdict = 'no notes' | 'agrees' | 'differs' | 'blank';

export interface ActionRequest {
  members: readonly Contact[];
  primary: string;
  /** Whether anything is written in the column, in any row. */
  sheetHasActions: boolean;
}

/** Exactly one `Main`, which is ours, and `Merge` for all others agrees; anything else does not. */
export function judgeActions({ members, primary, sheetHasActions }: ActionRequest): ActionVerdict {
  if (!sheetHasActions) return 'no notes';
  if (members.every(({ action }) => action === '')) return 'blank';
  const agrees = members.every(({ id, action }) => action.toLowerCase() === (id === primary ? 'main' : 'merge'));
  return agrees ? 'agrees' : 'differs';
}

/** `C-5 'Main', C-6 (blank)` */
export function quotedActions(members: readonly Contact[]): string {
  return members.map(({ id, action }) => `${id} ${action === '' ? '(blank)' : `'${cut(action)}'`}`).join(', ');
}

/** What a person wrote, as long as a reason may quote it. */
export function cut(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
