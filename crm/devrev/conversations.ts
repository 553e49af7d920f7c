import type { CallOptions, CrmConversation, CrmConversations, Page } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { contactsAmong } from './contacts-among.ts';
import { statusError } from './failures.ts';
import { contactDisplayId } from './ids.ts';
import { badAnswer, parseAnswer } from './json.ts';
import { listMessages } from './messages.ts';
import { isOwnNotFound } from './own-not-found.ts';
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
  const call = 'POST conversations.list';
  const { contact, cursor } = options.request;
  // A filter that DevRev does not understand could list everybody's conversations.
  if (contactDisplayId(contact) === null)
    throw new CrmError({ kind: 'invalid', message: `${call}: id is not a contact's` });
  const filter = { members: [contact], limit: options.pageLimit };
  const body = cursor === null ? filter : { ...filter, cursor };
  const answer = await options.transport.post('conversations.list', body, options.call);
  if (answer.status !== 200) throw statusError(call, answer);
  const page = parseAnswer({ call, status: 200, body: answer.body, schema: conversationsPage });
  const items = page.conversations.map((conversation) => conversationOf(conversation, call));
  return { items, nextCursor: page.next_cursor || null, raw: answer.body };
}

async function read(transport: Transport, id: string, options?: CallOptions): Promise<CrmConversation | null> {
  const call = 'POST conversations.get';
  const answer = await transport.post('conversations.get', { id }, options);
  if (answer.status === 404 && isOwnNotFound(answer.body)) return null;
  if (answer.status === 404) throw badAnswer({ call, status: 404, problem: 'is not a 404 of the conversation' });
  if (answer.status !== 200) throw statusError(call, answer);
  const { conversation } = parseAnswer({ call, status: 200, body: answer.body, schema: conversationAnswer });
  if (conversation.id !== id && conversation.display_id !== id)
    throw badAnswer({ call, status: 200, problem: 'holds another conversation' });
  return conversationOf(conversation, call);
}

function conversationOf({ id, display_id, members }: Conversation, call: string): CrmConversation {
  return { id, displayId: display_id || id, members: contactsAmong(members, call) };
}
