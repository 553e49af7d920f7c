import type { CallOptions, Crm, CrmConversation, CrmTicket } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { backUpThread, type Thread } from './back-up-thread.ts';

/** Messages and attachments of these tickets and conversations, one thread at a time. */
export async function backUpThreads(
  crm: Crm,
  request: {
    backup: OpenBackup;
    tickets: CrmTicket[];
    conversations: CrmConversation[];
    beat: (details: unknown) => void;
    options: CallOptions;
  },
): Promise<void> {
  const { backup, beat, options } = request;
  const threads = threadsOf(crm, request);
  for (const [index, thread] of threads.entries()) {
    beat({ step: 'messages', done: index, of: threads.length });
    await backup.assertOwner();
    await backUpThread({ crm, backup, thread, options });
  }
}

function threadsOf(
  crm: Crm,
  { tickets, conversations, options }: { tickets: CrmTicket[]; conversations: CrmConversation[]; options: CallOptions },
): Thread[] {
  const threads = crm.conversations;
  const ofTickets = tickets.map(({ id, displayId }): Thread => {
    return { displayId, page: (cursor) => crm.listMessages({ ticket: id, cursor }, options) };
  });
  if (threads === null) return ofTickets;
  const ofConversations = conversations.map(({ id, displayId }): Thread => {
    return { displayId, page: (cursor) => threads.listMessages({ conversation: id, cursor }, options) };
  });
  return [...ofTickets, ...ofConversations];
}

/** What `verification.json` says of entries that only some people may see. How many others have, nobody tells us. */
export async function privateFacts(
  backup: OpenBackup,
): Promise<{ private_messages: { backed_up: number; of_others: string } }> {
  return { private_messages: { backed_up: await backup.privateMessages(), of_others: PRIVATE_OF_OTHERS } };
}

const PRIVATE_OF_OTHERS = 'cannot be seen by this token, so they are neither counted nor in this backup';
