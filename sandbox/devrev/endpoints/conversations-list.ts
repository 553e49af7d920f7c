import { idsOf } from '../http/input.ts';
import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { badField, notFound } from '../http/problems.ts';
import { type Call, type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { type ConversationRecord, isAlive } from '../objects/records.ts';
import { showConversation } from '../objects/show-conversation.ts';

export const conversationsList: Route = {
  write: false,
  scopes: readScopes('conversation'),
  fields: { members: 'ids', ...PAGE_FIELDS },
  required: [],
  handle(call) {
    const { view, caller } = call;
    const show = (conversation: ConversationRecord) => showConversation({ view, caller, conversation });
    return read(pageOf({ call, items: filtered(call), name: 'conversations', show }));
  },
};

/** Any one of the members asked for is enough. */
function filtered({ view, input, core }: Call): ConversationRecord[] {
  const wanted = idsOf({ input, name: 'members', kinds: ['revu', 'devu'], org: view.org }) ?? [];
  const gone = wanted.map((id) => view.contact(id)).some((contact) => contact !== undefined && !isAlive(contact));
  if (gone && core.settings.goneMember === '404') throw notFound();
  if (gone && core.settings.goneMember === '400') throw badField('invalid_id', 'members');
  return [...view.conversations()].filter(
    ({ members }) => wanted.length === 0 || members.some((member) => wanted.includes(member)),
  );
}
