import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import type { Route } from '../http/route.ts';
import { applyPeople, type WrittenThing } from '../objects/apply-people.ts';
import { showConversation } from '../objects/show-conversation.ts';
import { putConversation } from '../objects/store.ts';
import { writtenPeople } from '../objects/written-people.ts';

/** Of what DevRev documents, only who takes part. */
export const conversationsUpdate: Route = {
  write: true,
  scopes: ['conversation:write', 'conversation:all'],
  fields: { id: 'id', members: 'object' },
  required: ['id'],
  handle(call) {
    const { view, input, core, caller } = call;
    const id = idOf({ input, name: 'id', kinds: ['conversation'], org: view.org });
    if (view.conversation(id) === undefined) throw notFound();
    const written = writtenPeople({ call, field: 'members' });
    const thing: WrittenThing = {
      kind: 'conversation-changed',
      field: 'members',
      find() {
        const conversation = core.store.conversations.get(id);
        return conversation && { people: conversation.members, messages: conversation.messages };
      },
      put(members, modifiedAt) {
        const conversation = core.store.conversations.get(id);
        if (conversation !== undefined)
          putConversation({ store: core.store, conversation: { ...conversation, members, modifiedAt } });
      },
    };
    return {
      kind: 'update',
      apply: (cause) => applyPeople({ call, id, thing, written, cause }),
      reply() {
        const conversation = view.conversation(id);
        if (conversation === undefined) throw notFound();
        return { status: 200, body: { conversation: showConversation({ view, caller, conversation }) } };
      },
    };
  },
};
