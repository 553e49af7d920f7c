import type { CallOptions, Crm, CrmMessage } from '../../crm/crm.ts';
import { CrmError, type CrmErrorKind } from '../../crm/errors.ts';
import { readList, type WholeList } from './read-list.ts';

/** How a CRM answers that it has no such thing, or not for this token. */
const NOT_AVAILABLE: CrmErrorKind[] = ['invalid', 'forbidden', 'not-found'];

/** What was written on the contact itself; null where that is not available. */
export async function readComments(
  crm: Crm,
  contact: string,
  { onPage, ...options }: CallOptions & { onPage?: (cursor: string | null) => void },
): Promise<WholeList<CrmMessage> | null> {
  const { listComments } = crm;
  if (listComments === undefined) return null;
  const next = (cursor: string | null) => listComments({ contact, cursor }, options);
  try {
    return await readList({ what: 'List of comments', next, onPage });
  } catch (error) {
    if (error instanceof CrmError && NOT_AVAILABLE.includes(error.kind)) return null;
    throw error;
  }
}
