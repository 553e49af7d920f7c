import { idOf } from '../input.ts';
import { notFound } from '../problems.ts';
import { type Route, read } from '../route.ts';
import { showConversation } from '../show-conversation.ts';
import { readScopes } from '../tokens.ts';

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
