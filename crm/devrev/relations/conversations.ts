import type { CallOptions, CrmThing, Page } from '../../crm.ts';
import { artifactsIn } from '../artifacts-in.ts';
import { listPage } from '../list-page.ts';
import { readObject } from '../read-object.ts';
import { type Conversation, conversationAnswer, conversationsPage } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import { contactFilter } from './contact-filter.ts';
import { contactsAmong } from './contacts-among.ts';

/** One page of the conversations that a contact is a member of. Their `messages[]` hold the latest ones only: the thread is the timeline. Throws CrmError. */
export async function listConversations(options: {
  transport: Transport;
  pageLimit: number;
  request: { contact: string; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CrmThing>> {
  const path = 'conversations.list';
  const { contact, cursor } = options.request;
  const filter = contactFilter({ path, field: 'members', contact });
  const { page, ...rest } = await listPage({ ...options, path, filter, cursor, schema: conversationsPage });
  return { items: page.conversations.map((one) => conversationOf(one, `POST ${path}`)), ...rest };
}

/** One conversation by DON or display id, null when DevRev's own 404 says that there is none. Throws CrmError. */
export async function readConversation(
  transport: Transport,
  id: string,
  options?: CallOptions,
): Promise<CrmThing | null> {
  const path = 'conversations.get';
  const inside = (answer: { conversation: Conversation }): Conversation => answer.conversation;
  const request = { transport, path, id, what: 'conversation', schema: conversationAnswer, inside, options } as const;
  const conversation = await readObject(request);
  return conversation === null ? null : conversationOf(conversation, `POST ${path}`);
}

function conversationOf(conversation: Conversation, call: string): CrmThing {
  const { id, display_id, members } = conversation;
  const attachments = artifactsIn(conversation);
  return { id, displayId: display_id || id, contacts: contactsAmong(members, call), attachments };
}
