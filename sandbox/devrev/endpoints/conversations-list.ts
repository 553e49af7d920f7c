import { idsOf } from '../input.ts';
import { PAGE_FIELDS, pageOf } from '../page.ts';
import { type Route, read } from '../route.ts';
import { readScopes } from '../tokens.ts';

/** The world has no conversations yet: every filter matches none. */
export const conversationsList: Route = {
  write: false,
  scopes: readScopes('conversation'),
  fields: { members: 'ids', ...PAGE_FIELDS },
  required: [],
  handle(call) {
    idsOf({ input: call.input, name: 'members', kinds: ['revu', 'devu'], org: call.view.org });
    return read(pageOf({ call, items: [], name: 'conversations', show: () => ({}) }));
  },
};
