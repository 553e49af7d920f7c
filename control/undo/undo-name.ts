import type { Tx } from '../../store/database.ts';
import { readUndoHead, type UndoHead } from '../../store/undo/read-undo.ts';
import { Refused } from '../refused.ts';

const NAME = /^undo-[0-9a-f]{12}-\d+-[1-9]\d*$/;

/** Whether a word is an undo's id, and no run's. */
export function isUndoName(name: string | null | undefined): name is string {
  return name != null && NAME.test(name);
}

/** Throws Refused where the store has no such undo. */
export async function findUndo(db: Tx, name: string): Promise<UndoHead> {
  const undo = await readUndoHead(db, name);
  if (undo === null) throw new Refused(`There is no undo '${name}' in the store`);
  return undo;
}
