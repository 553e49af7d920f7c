import { ApplicationFailure } from '@temporalio/activity';
import type { Crm, CrmContact, CrmTicket } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { METADATA } from '../../store/backups/layout.ts';
import { saveReading } from '../../store/ledger/readings.ts';
import { StaleAttemptError } from '../../store/stale-attempt-error.ts';
import type { RunMode } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type ContactState, RELATIONS, readContactState, toReading } from '../reading/read-contact-state.ts';
import { finalAfter } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { backUpThreads, privateFacts } from './back-up-threads.ts';
import { writeLists } from './write-lists.ts';

export interface ClusterRef {
  runId: string;
  mode: RunMode;
  crm: string;
  org: string;
  clusterId: string;
  /** The round of its backups: 0, or higher when the cluster was looked at again. */
  part: number;
}

export type BackedUp = { kind: 'backed-up'; digest: string; tickets: number } | { kind: 'gone' };

/**
 * Backs up one contact: its fields, its tickets by all three relations, its conversations, the messages and
 * attachments of both. An attempt writes
 * into a place of its own and adopts what an earlier one finished. Also stores the reading that `fresh` compares with.
 */
export function backUpContact(deps: Deps) {
  return (request: { cluster: ClusterRef; contact: string; readAttempts: number }): Promise<BackedUp> =>
    withHeartbeat(async (beat, signal) => {
      const { cluster, contact } = request;
      deps.failpoint('backup.before');
      const { runId, clusterId, part: round } = cluster;
      const backup = await deps.backups.open({ runId, clusterId, contactId: contact, round });
      try {
        const onPage = (cursor: string | null): void => beat({ step: 'tickets', cursor });
        const { crm } = await deps.crmFor(cluster);
        const state = await readContactState(crm, contact, { signal, onPage });
        if (state.contact.kind === 'gone') return { kind: 'gone' };
        const tickets = distinctTickets(state);
        if (backup.digest !== null) return { kind: 'backed-up', digest: backup.digest, tickets: tickets.length };
        return await write(deps, {
          crm,
          cluster,
          backup,
          contact: state.contact.contact,
          state,
          tickets,
          beat,
          signal,
        });
      } catch (error) {
        throw overtaken(error) ?? finalAfter(request.readAttempts, error);
      }
    });
}

/** An attempt thought dead has begun once more and taken the backup from the living one, whose next try takes it back. */
function overtaken(error: unknown): ApplicationFailure | null {
  if (!(error instanceof StaleAttemptError)) return null;
  return ApplicationFailure.retryable(error.message, 'StaleAttempt');
}

interface Writing {
  crm: Crm;
  cluster: ClusterRef;
  backup: OpenBackup;
  contact: CrmContact;
  state: ContactState;
  tickets: CrmTicket[];
  beat: (details: unknown) => void;
  signal: AbortSignal;
}

async function write(
  deps: Deps,
  { crm, cluster, backup, contact, state, tickets, beat, signal }: Writing,
): Promise<BackedUp> {
  const reading = toReading(contact, state);
  await backup.write(METADATA, contact.raw);
  await writeLists(backup, state);
  const conversations = state.conversations?.items ?? [];
  await backUpThreads(crm, { backup, tickets, conversations, beat, options: { signal } });
  await backup.assertOwner();
  const { digest } = await backup.finish({
    contact: { id: reading.fullId, display_id: reading.contactId },
    tickets: { reported: reading.reported, created: reading.created, owned: reading.owned },
    conversations: reading.conversations,
    ...(await privateFacts(backup)),
    complete: true,
  });
  deps.failpoint('backup.written');
  await deps.db.transaction(async (tx) => {
    const privateMessages = await backup.privateMessages();
    const counts = { tickets: tickets.length, conversations: conversations.length, privateMessages };
    await backup.record(tx, counts);
    await saveReading(tx, cluster, reading);
  });
  deps.failpoint('backup.after');
  return { kind: 'backed-up', digest, tickets: tickets.length };
}

function distinctTickets(state: ContactState): CrmTicket[] {
  const byId = new Map<string, CrmTicket>();
  for (const relation of RELATIONS) for (const ticket of state.lists[relation].items) byId.set(ticket.id, ticket);
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
