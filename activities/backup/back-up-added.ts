import type { CallOptions, Crm } from '../../crm/crm.ts';
import { assertOwner } from '../../store/ledger/ledger.ts';
import { type Reading, saveReading } from '../../store/ledger/readings.ts';
import type { Attempt } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { added } from '../reading/compare-reading.ts';
import { type ContactState, RELATIONS } from '../reading/read-contact-state.ts';
import { backUpThreads, privateFacts } from './back-up-threads.ts';
import { writeLists } from './write-lists.ts';

export interface AddRequest {
  crm: Crm;
  pair: PairRef;
  attempt: Attempt;
  state: ContactState;
  accepted: Reading;
  now: Reading;
  beat: (details: unknown) => void;
  options: CallOptions;
}

/**
 * Tickets and conversations that came in since the backup go into a backup of their own: a finished backup is never written
 * again. With it, `now` is the accepted reading.
 */
export async function backUpAdded(deps: Deps, request: AddRequest): Promise<void> {
  const { pair, attempt, now, beat, options } = request;
  const { runId, clusterId } = pair.cluster;
  const backup = await deps.backups.open({ runId, clusterId, contactId: now.contactId, round: 'next' });
  await writeLists(backup, request.state);
  const { tickets, conversations } = news(request);
  await backUpThreads(request.crm, { backup, tickets, conversations, beat, options });
  await backup.assertOwner();
  await assertOwner(deps.db, pairKey(pair), attempt);
  await backup.finish({
    contact: { id: now.fullId, display_id: now.contactId },
    added: { tickets: tickets.map(({ id }) => id), conversations: conversations.map(({ id }) => id) },
    ...(await privateFacts(backup)),
    complete: true,
  });
  const counts = {
    tickets: tickets.length,
    conversations: conversations.length,
    privateMessages: await backup.privateMessages(),
  };
  await deps.db.transaction(async (tx) => {
    await backup.record(tx, counts);
    await saveReading(tx, pair.cluster, now);
  });
}

function news({ state, accepted, now }: AddRequest) {
  const wanted = added(accepted, now);
  const tickets = RELATIONS.flatMap((relation) => state.lists[relation].items);
  const distinct = new Map(tickets.filter(({ id }) => wanted.tickets.has(id)).map((ticket) => [ticket.id, ticket]));
  const conversations = (state.conversations?.items ?? []).filter(({ id }) => wanted.conversations.has(id));
  return { tickets: [...distinct.values()], conversations };
}
