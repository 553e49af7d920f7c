import type { CallOptions, Crm, CrmConversations } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { PairRef } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';
import { readConversations } from './read-contact-state.ts';
import { idsOf } from './read-list.ts';

/** What one look showed of the conversations of a pair that was sent. */
export interface ConversationsSeen {
  /** Those that the primary takes part in, sorted; null where none were known before, so that none were read. */
  primary: string[] | null;
  /** Of those that either contact took part in, the ones without the primary: with the duplicate, or with neither. */
  withDuplicate: string[];
  withNeither: string[];
  /** How many the duplicate's list still shows. */
  listed: number;
}

const NOTHING: ConversationsSeen = { primary: null, withDuplicate: [], withNeither: [], listed: 0 };

/** Reads the lists of both; ids missing from the primary's are fetched one by one, since lists lag. */
export async function observeConversations(request: {
  crm: Crm;
  pair: Pick<PairRef, 'primary' | 'duplicate'>;
  before: { primary: Pick<Reading, 'conversations'>; duplicate: Pick<Reading, 'conversations'> };
  /** Whether the duplicate is gone: then its list may be refused. */
  gone: boolean;
  options: CallOptions;
}): Promise<ConversationsSeen> {
  const { crm, pair, before, gone, options } = request;
  const { conversations } = crm;
  const known = [before.primary.conversations, before.duplicate.conversations];
  if (conversations === null || known.every((ids) => ids === null)) return NOTHING;
  const left = await takenPartIn(crm, { contact: pair.duplicate, gone }, options);
  const held = new Set(await takenPartIn(crm, { contact: pair.primary, gone: false }, options));
  const seen: ConversationsSeen = { primary: null, withDuplicate: [], withNeither: [], listed: left.length };
  for (const id of new Set(known.flatMap((ids) => ids ?? []))) {
    if (held.has(id)) continue;
    const members = await membersOf(conversations, id, options);
    if (members.includes(pair.primary)) held.add(id);
    else if (members.includes(pair.duplicate)) seen.withDuplicate.push(id);
    else seen.withNeither.push(id);
  }
  return { ...seen, primary: [...held].sort() };
}

async function membersOf(conversations: CrmConversations, id: string, options: CallOptions): Promise<string[]> {
  const conversation = await retryRead(() => conversations.read(id, options));
  return conversation?.members ?? [];
}

/** A member that is gone may be no member to ask for any more; that its conversations are elsewhere is checked one by one. */
async function takenPartIn(
  crm: Crm,
  { contact, gone }: { contact: string; gone: boolean },
  options: CallOptions,
): Promise<string[]> {
  try {
    const list = await readConversations(crm, contact, options);
    return list === null ? [] : idsOf(list);
  } catch (error) {
    if (gone && error instanceof CrmError && ['not-found', 'invalid'].includes(error.kind)) return [];
    throw error;
  }
}
