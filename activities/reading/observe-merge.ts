import type { CustomFields } from '../../contacts/rules/consent.ts';
import type { CallOptions, ContactReading, Crm } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { PairRef } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';
import { type ConversationsSeen, observeConversations } from './observe-conversations.ts';
import { contactReading, readTickets } from './read-contact-state.ts';
import { idsOf } from './read-list.ts';

/** What one look at the CRM showed of a pair that was sent. */
export interface Observation {
  /** The primary as it is now; null when it is gone itself. */
  primary: Reading;
  primaryFields: CustomFields;
  primaryGone: boolean;
  gone: boolean;
  /** Display id of the contact the duplicate points to, or null. */
  pointsTo: string | null;
  /** Tickets of either contact that the primary does not have: still with the duplicate, or with somebody else. */
  withDuplicate: string[];
  withOthers: string[];
  /** Tickets that the duplicate's list still shows. */
  listed: number;
  conversations: ConversationsSeen;
}

/** Reads both contacts, their reported tickets and their conversations; ids missing from the primary's list are fetched one by one, since lists lag. */
export async function observeMerge(request: {
  crm: Crm;
  pair: PairRef;
  before: { primary: Reading; duplicate: Reading };
  options: CallOptions;
}): Promise<Observation> {
  const { crm, pair, before, options } = request;
  const duplicate = await retryRead(() => crm.readContact(pair.duplicate, options));
  const primary = await retryRead(() => crm.readContact(pair.primary, options));
  const left = await reportedBy(crm, pair.duplicate, options);
  const listed = await reportedBy(crm, pair.primary, options);
  const has = new Set(listed);
  const withDuplicate: string[] = [];
  const withOthers: string[] = [];
  for (const id of new Set([...before.primary.reported, ...before.duplicate.reported])) {
    if (has.has(id)) continue;
    const ticket = await retryRead(() => crm.readTicket(id, options));
    if (ticket?.reportedBy.includes(pair.primary)) has.add(id);
    else if (ticket?.reportedBy.includes(pair.duplicate)) withDuplicate.push(id);
    else withOthers.push(id);
  }
  const gone = duplicate.kind === 'gone';
  const conversations = await observeConversations({ crm, pair, before, gone, options });
  const held = { reported: [...has].sort(), conversations: conversations.primary };
  return {
    primary: primaryReading(primary, before.primary, held),
    primaryFields: primary.kind === 'gone' ? {} : primary.contact.customFields,
    primaryGone: primary.kind === 'gone',
    gone,
    pointsTo: duplicate.kind === 'gone' ? duplicate.pointsTo : duplicate.contact.primaryIdentity,
    withDuplicate,
    withOthers,
    listed: left.length,
    conversations,
  };
}

function primaryReading(
  primary: ContactReading,
  before: Reading,
  held: Pick<Reading, 'reported' | 'conversations'>,
): Reading {
  if (primary.kind === 'gone') return before;
  return { ...contactReading(primary.contact), ...held, created: [], owned: [] };
}

/** A contact that is gone may have no list any more; that its tickets are elsewhere is checked ticket by ticket. */
async function reportedBy(crm: Crm, contact: string, options: CallOptions): Promise<string[]> {
  try {
    return idsOf(await readTickets(crm, { contact, relation: 'reported' }, options));
  } catch (error) {
    if (error instanceof CrmError && error.kind === 'not-found') return [];
    throw error;
  }
}
