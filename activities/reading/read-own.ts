import type { CallOptions, Crm, CrmMessage, OwnList, OwnThing } from '../../crm/crm.ts';
import { CrmError, type CrmErrorKind } from '../../crm/errors.ts';
import type { Spool } from '../../store/backups/spool.ts';
import { readList, type WholeList } from './read-list.ts';

/** How a CRM answers that it has no such thing, or not for this token. */
const NOT_AVAILABLE: CrmErrorKind[] = ['invalid', 'forbidden', 'not-found'];

type Reading = CallOptions & { onPage?: (cursor: string | null) => void; spool?: Spool };

/** What was written on the contact itself; null where that is not available. */
export async function readComments(
  crm: Crm,
  contact: string,
  { onPage, spool, ...options }: Reading,
): Promise<WholeList<CrmMessage> | null> {
  const { listComments } = crm;
  if (listComments === undefined) return null;
  const next = (cursor: string | null) => listComments({ contact, cursor }, options);
  return whereAvailable(() => readList({ what: 'List of comments', next, onPage, spool }));
}

/** One of a contact's own lists; null where that is not available. */
export async function readOwnList(
  own: OwnList,
  contact: string,
  { onPage, spool, ...options }: Reading,
): Promise<WholeList<OwnThing> | null> {
  const next = (cursor: string | null) => own.list({ contact, cursor }, options);
  return whereAvailable(() => readList({ what: `List of ${own.name}`, next, onPage, spool }));
}

/** Null where the CRM says that there is none of it for us. */
export async function whereAvailable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CrmError && NOT_AVAILABLE.includes(error.kind)) return null;
    throw error;
  }
}
