import type { Contact } from '../contact.ts';

/** The strategy of a cluster whose primary is the one that a person marked in the sheet. */
export const BY_SHEET = 'action-column';

/**
 * What a person's `Action` cells say of one cluster. `none`: nothing, so that the rules decide as if there were no column. `agrees`: `Main`
 * once, at whom the rules choose, and `Merge` for all others. `as-sheet`: the same with another one. `unclear`: anything else.
 */
export type ActionVerdict =
  | { code: 'none' }
  | { code: 'agrees' }
  | { code: 'as-sheet'; main: string; rules: string; cells: ActionCell[] }
  | { code: 'unclear'; cells: ActionCell[] };

export interface ActionCell {
  id: string;
  /** '' for a blank one. */
  action: string;
}

/** What `--csv-out` writes where a person has still to look, or nothing is merged. It is nobody's word. */
const NOBODYS_WORDS: ReadonlySet<string> = new Set(['', 'main?', 'merge?', 'blocked', 'rejected']);

/** Whether a cell is a person's word; what is written as we write it ourselves counts as blank. */
export function isWord(action: string): boolean {
  return !NOBODYS_WORDS.has(action.trim().toLowerCase());
}

/** `primary`: whom the rules choose. */
export function judgeActions({
  members,
  primary,
}: {
  members: readonly Pick<Contact, 'id' | 'action'>[];
  primary: string;
}): ActionVerdict {
  const cells = members.map(({ id, action }) => ({ id, action: isWord(action) ? action.trim() : '' }));
  if (cells.every(({ action }) => action === '')) return { code: 'none' };
  const words = cells.map(({ action }) => action.toLowerCase());
  const mains = cells.filter((_, at) => words[at] === 'main');
  const merges = words.filter((word) => word === 'merge').length;
  const [main] = mains;
  if (main === undefined || mains.length > 1 || merges + 1 < cells.length) return { code: 'unclear', cells };
  return main.id === primary ? { code: 'agrees' } : { code: 'as-sheet', main: main.id, rules: primary, cells };
}

/** Why a person must look, in words; none where the sheet says nothing, or what the rules say. */
export function actionDoubts(verdict: ActionVerdict): string[] {
  if (verdict.code === 'as-sheet') {
    return [`as the sheet says: Action is ${quoted(verdict.cells)}, while the rules choose ${verdict.rules}`];
  }
  if (verdict.code !== 'unclear') return [];
  return [`the Action column says ${quoted(verdict.cells)}, expected Main once and Merge for all others`];
}

/** `C-5 'Main', C-6 (blank)` */
function quoted(cells: readonly ActionCell[]): string {
  return cells.map(({ id, action }) => `${id} ${action === '' ? '(blank)' : `'${cut(action)}'`}`).join(', ');
}

/** What a person wrote, as long as a reason may quote it. */
export function cut(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
