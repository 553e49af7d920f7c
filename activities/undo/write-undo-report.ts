import { join } from 'node:path';
import type { CrmDescription } from '../../crm/crm.ts';
import { undoHtml } from '../../pages/undo/undo-html.ts';
import { draftFiles } from '../../store/reports/files.ts';
import { readUndoHead, undoPairsOf, undoRedirects } from '../../store/undo/read-undo.ts';
import { undoJson, undoneCsv } from '../../store/undo/undo-text.ts';
import type { Deps } from '../deps.ts';

/** Writes `report.html`, `undo.json` and `redirects-undone.csv` of an undo from what the store says now, each durably and whole. */
export async function writeUndoReport(
  deps: Pick<Deps, 'db' | 'reportsDir'>,
  { undoId, descriptionOf }: { undoId: string; descriptionOf: (crm: string) => CrmDescription },
): Promise<void> {
  const { db, reportsDir } = deps;
  const undo = await readUndoHead(db, undoId);
  if (undo === null) throw new Error(`Undo ${undoId} is not in the store`);
  const [pairs, redirects] = [await undoPairsOf(db, undoId), await undoRedirects(db, undoId)];
  const description = descriptionOf(undo.crm);
  const draft = await draftFiles(join(reportsDir, undoId), {
    'report.html': [await undoHtml({ undo, pairs, description })],
    'undo.json': undoJson(undo, pairs),
    'redirects-undone.csv': undoneCsv(undoId, redirects),
  });
  await draft.publish();
}
