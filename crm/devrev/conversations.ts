import type { CallOptions, CrmConversation, CrmConversations, Page } from '../crm.ts';
import { contactFilter } from './contact-filter.ts';
import { contactsAmong } from './contacts-among.ts';
import { listPage } from './list-page.ts';
import { listMessages } from './messages.ts';
import { readObject } from './read-object.ts';
import { type Conversation, conversationAnswer, conversationsPage } from './schemas.ts';
import type { Transport } from './transport.ts';

/** DevRev's conversations, by member. Their `messages[]` hold the latest ones only: the thread is the timeline. */
export function devrevConversations(transport: Transport, pageLimit: number): CrmConversations {
  return {
    list: (request, call) => list({ transport, pageLimit, request, call }),
    read: (id, call) => read(transport, id, call),
    listMessages: ({ conversation, cursor }, call) =>
      listMessages({ transport, pageLimit, request: { object: conversation, cursor }, call }),
  };
}

async function list(options: {
  transport: Transport;
  pageLimit: number;
  request: { contact: string; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CrmConversation>> {
  const path = 'conversations.list';
  const { contact, cursor } = options.request;
  const filter = contactFilter({ path, field: 'members', contact });
  const { page, ...rest } = await listPage({ ...options, path, filter, cursor, schema: conversationsPage });
  return { items: page.conversations.map((one) => conversationOf(one, `POST ${path}`)), ...rest };
}

async function read(transport: Transport, id: string, options?: CallOptions): Promise<CrmConversation | null> {
  const path = 'conversations.get';
  const inside = (answer: { conversation: Conversation }): Conversation => answer.conversation;
  const request = { transport, path, id, what: 'conversation', schema: conversationAnswer, inside, options } as const;
  const conversation = await readObject(request);
  return conversation === null ? null : conversationOf(conversation, `POST ${path}`);
}

function conversationOf({ id, display_id, members }: Conversation, call: string): CrmConversation {
  return { id, displayId: display_id || id, members: contactsAmong(members, call) };
}
