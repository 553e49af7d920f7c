import { putConversation, type Store } from '../objects/store.ts';

/** Lets `to` take part in conversations instead of `from`, once in each; answers which ones changed. */
export function moveConversations({ store, from, to }: { store: Store; from: string; to: string }): string[] {
  const theirs = [...store.conversations.values()].filter(({ members }) => members.includes(from));
  for (const conversation of theirs) {
    const members = [...new Set(conversation.members.map((member) => (member === from ? to : member)))];
    putConversation({ store, conversation: { ...conversation, members, modifiedAt: new Date().toISOString() } });
  }
  return theirs.map(({ id }) => id);
}
