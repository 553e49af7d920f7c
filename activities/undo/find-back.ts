import type { CallOptions, CreatedContact, Page, Restoring } from '../../crm/crm.ts';
import type { CameBack } from '../../store/undo/steps.ts';
import { retryRead } from '../retry-reads.ts';

export type FoundBack = CameBack & Pick<CreatedContact, 'found'>;

/** All contacts that have the marker, of all pages. Throws CrmError. */
export async function findBack(
  restoring: Pick<Restoring, 'findByMarker'>,
  { marker, options }: { marker: string; options: CallOptions },
): Promise<FoundBack[]> {
  const all = new Map<string, FoundBack>();
  let cursor: string | null = null;
  do {
    const page: Page<CreatedContact> = await retryRead(() => restoring.findByMarker({ marker, cursor }, options));
    for (const { id, displayId, found } of page.items)
      all.set(displayId, { id: displayId, fullId: id, ...(found && { found }) });
    cursor = page.nextCursor;
  } while (cursor !== null);
  return [...all.values()];
}
