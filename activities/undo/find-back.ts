import type { CallOptions, CreatedContact, Page, Restoring } from '../../crm/crm.ts';
import type { CameBack } from '../../store/undo/steps.ts';
import { retryRead } from '../retry-reads.ts';

/** All contacts that have the marker, of all pages. Throws CrmError. */
export async function findBack(
  restoring: Pick<Restoring, 'findByMarker'>,
  { marker, options }: { marker: string; options: CallOptions },
): Promise<CameBack[]> {
  const found = new Map<string, CameBack>();
  let cursor: string | null = null;
  do {
    const page: Page<CreatedContact> = await retryRead(() => restoring.findByMarker({ marker, cursor }, options));
    for (const { id, displayId } of page.items) found.set(displayId, { id: displayId, fullId: id });
    cursor = page.nextCursor;
  } while (cursor !== null);
  return [...found.values()];
}
