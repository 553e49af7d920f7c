import type { Page } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { PutAside, Spool } from '../../store/backups/spool.ts';
import { retryRead } from '../retry-reads.ts';

/** A list read to its end. */
export interface WholeList<T> {
  items: T[];
  /** The exact bodies of the pages, in order; none where nobody asked to keep them. */
  pages: PutAside[];
}

/** Every page until the cursor is absent. Throws CrmError `bad-answer` when an item comes twice. */
export async function readList<T extends { id: string }>(request: {
  /** For an error's text. */
  what: string;
  next: (cursor: string | null) => Promise<Page<T>>;
  onPage?: ((cursor: string | null) => void) | undefined;
  /** Where the bodies are kept. */
  spool?: Spool | undefined;
}): Promise<WholeList<T>> {
  const { what, next, onPage, spool } = request;
  const list: WholeList<T> = { items: [], pages: [] };
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: Page<T> = await retryRead(() => next(cursor));
    if (spool !== undefined) list.pages.push(await spool.keep(page.raw));
    for (const item of page.items) {
      if (seen.has(item.id)) throw new CrmError({ kind: 'bad-answer', message: `${what} changed while it was read` });
      seen.add(item.id);
      list.items.push(item);
    }
    cursor = page.nextCursor;
    onPage?.(cursor);
  } while (cursor !== null);
  return list;
}

export function idsOf(list: WholeList<{ id: string }>): string[] {
  return list.items.map(({ id }) => id).sort();
}
