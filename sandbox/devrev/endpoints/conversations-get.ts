import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { showConversation } from '../objects/show-conversation.ts';

export const conversationsGet: Route = {
  write: false,
  scopes: readScopes('conversation'),
  fields: { id: 'id' },
  required: ['id'],
  handle({ view, input, caller }) {
    const conversation = view.conversation(idOf({ input, name: 'id', kinds: ['conversation'], org: view.org }));
    if (conversation === undefined) throw notFound();
    return read({ conversation: showConversation({ view, caller, conversation }) });
  },
};
