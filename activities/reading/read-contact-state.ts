import type {
  CallOptions,
  ContactReading,
  Crm,
  CrmContact,
  CrmMessage,
  CrmRelation,
  CrmThing,
  OwnThing,
} from '../../crm/crm.ts';
import type { Spool } from '../../store/backups/spool.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { OwnThings } from '../../store/types.ts';
import { retryRead } from '../retry-reads.ts';
import { idsOf, readList, type WholeList } from './read-list.ts';
import { readComments, readOwnList, whereAvailable } from './read-own.ts';

/** What a reading passes to the CRM, how it says that it goes on, and where the bodies of the lists' pages are kept, if anybody needs them. */
export type Reporting = CallOptions & { onPage?: (cursor: string | null) => void; spool?: Spool };

/** All that names a contact in one way. */
export interface RelatedThings {
  relation: CrmRelation;
  list: WholeList<CrmThing>;
}

export interface ContactState {
  contact: ContactReading;
  /** One for each of the CRM's relations that is available, in its order; none of a contact that is gone. */
  related: RelatedThings[];
  /** What was written on the contact itself; null where that is not available. */
  comments: WholeList<CrmMessage> | null;
  /** By the connector's name: what hangs on the contact itself beside them, where it is available. */
  own: Map<string, WholeList<OwnThing>>;
}

/** A contact and all that names it, as the CRM shows them now. Lists of a contact that is gone are not read. */
export async function readContactState(crm: Crm, id: string, options: Reporting = {}): Promise<ContactState> {
  const { onPage, spool, ...call } = options;
  const contact = await retryRead(() => crm.readContact(id, call));
  const related: RelatedThings[] = [];
  const own: ContactState['own'] = new Map();
  if (contact.kind === 'gone') return { contact, related, comments: null, own };
  for (const relation of crm.relations) {
    const list = await readIfThere(relation, id, options);
    if (list !== null) related.push({ relation, list });
  }
  const comments = await readComments(crm, id, options);
  for (const kind of crm.ownLists ?? []) {
    const list = await readOwnList(kind, id, options);
    if (list !== null) own.set(kind.name, list);
  }
  return { contact, related, comments, own };
}

/** Null where a relation that a CRM need not have for us is not available. */
export async function readIfThere(
  relation: CrmRelation,
  contact: string,
  options: Reporting,
): Promise<WholeList<CrmThing> | null> {
  const read = () => readRelated(relation, contact, options);
  return 'isOptional' in relation ? whereAvailable(read) : read();
}

export function readRelated(
  relation: CrmRelation,
  contact: string,
  { onPage, spool, ...options }: Reporting = {},
): Promise<WholeList<CrmThing>> {
  const next = (cursor: string | null) => relation.list({ contact, cursor }, options);
  return readList({ what: `List of ${relation.noun.many}`, next, onPage, spool });
}

/** What the store keeps of a contact's state. */
export function toReading(crm: Crm, contact: CrmContact, state: Omit<ContactState, 'contact'>): Reading {
  const { related } = state;
  const relations = Object.fromEntries(related.map(({ relation, list }) => [relation.name, idsOf(list)]));
  return { ...contactReading(crm, contact), relations, own: ownThings(contact, state) };
}

function ownThings(contact: CrmContact, { related, comments, own }: Omit<ContactState, 'contact'>): OwnThings {
  const listed = [...own.values()].flatMap(({ items }) => items);
  const holders = [contact, ...related.flatMap(({ list }) => list.items), ...(comments?.items ?? []), ...listed];
  const files = new Set(holders.flatMap(({ attachments }) => attachments.map(({ id }) => id)));
  const written = comments?.items.filter(({ isComment }) => isComment).map(({ id }) => id);
  const lists = Object.fromEntries([...own].map(([name, list]) => [name, idsOf(list)]));
  return {
    files: [...files].sort(),
    ...(written === undefined ? {} : { comments: written.sort() }),
    ...(own.size === 0 ? {} : { lists }),
  };
}

/** The contact itself, without what names it. */
export function contactReading(crm: Crm, contact: CrmContact): Omit<Reading, 'relations' | 'own'> {
  return {
    contactId: contact.displayId,
    fullId: contact.id,
    email: contact.email,
    name: contact.name,
    state: contact.state,
    isVerified: contact.isVerified,
    externalRef: contact.externalRef,
    fieldsDigest: crm.digest(contact),
    modifiedAt: contact.modifiedAt,
  };
}
