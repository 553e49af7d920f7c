import type { CallOptions } from '../../crm/crm.ts';
import { assertBackupOwner, beginBackup, completeBackup, nextPart } from '../../store/backups/rows.ts';
import { openBackup } from '../../store/backups/writer.ts';
import { assertOwner } from '../../store/ledger/ledger.ts';
import { type Reading, saveReading } from '../../store/ledger/readings.ts';
import { clusterFacts } from '../../store/runs/plans.ts';
import type { Attempt } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { added } from '../reading/compare-reading.ts';
import { type ContactState, RELATIONS } from '../reading/read-contact-state.ts';
import { backUpThreads, privateFacts } from './back-up-threads.ts';
import { writeLists } from './write-lists.ts';

export interface AddRequest {
  pair: PairRef;
  attempt: Attempt;
  state: ContactState;
  accepted: Reading;
  now: Reading;
  beat: (details: unknown) => void;
  options: CallOptions;
}

/**
 * Tickets and conversations that came in since the backup go into a folder of their own: a finished backup is never written
 * again. With it, `now` is the accepted reading.
 */
export async function backUpAdded(deps: Deps, request: AddRequest): Promise<void> {
  const { pair, attempt, now, beat, options } = request;
  const { runId, clusterId } = pair.cluster;
  const { email } = await clusterFacts(deps.db, pair.cluster);
  const part = await nextPart(deps.db, { runId, clusterId });
  const row = await beginBackup(deps.db, { runId, clusterId, contactId: now.contactId, part }, email);
  const writer = await openBackup({ root: deps.backupDir, folder: row.folder, attempt: row.attempt });
  await writeLists(writer, request.state);
  const { tickets, conversations } = news(request);
  await backUpThreads(deps, { row, writer, tickets, conversations, beat, options });
  await assertBackupOwner(deps.db, row);
  await assertOwner(deps.db, pairKey(pair), attempt);
  const finished = await writer.finish({
    contact: { id: now.fullId, display_id: now.contactId },
    added: { tickets: tickets.map(({ id }) => id), conversations: conversations.map(({ id }) => id) },
    ...privateFacts(writer),
    complete: true,
  });
  const counts = {
    tickets: tickets.length,
    conversations: conversations.length,
    privateMessages: writer.privateMessages(),
  };
  await deps.db.transaction(async (tx) => {
    await completeBackup(tx, row, { ...finished, ...counts });
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
