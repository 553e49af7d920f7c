import type { Caller } from '../http/tokens.ts';
import { toDon } from './ids.ts';
import type { ConversationRecord } from './records.ts';
import { showArtifacts } from './show-artifact.ts';
import { showEntry, visibleEntries } from './show-entry.ts';
import { showUser } from './show-user.ts';
import type { View } from './view.ts';

/** How many of its latest messages a conversation shows itself. */
const LATEST = 2;

/** With its latest messages only: the whole thread is its timeline. */
export function showConversation(options: {
  view: View;
  caller: Caller;
  conversation: ConversationRecord;
}): Record<string, unknown> {
  const { view, caller, conversation } = options;
  const { id, title, members, createdBy, createdAt, modifiedAt } = conversation;
  const latest = visibleEntries({ messages: conversation.messages, caller }).slice(-LATEST);
  return {
    type: 'conversation',
    id: toDon({ org: view.org, displayId: id }),
    display_id: id,
    title,
    members: members.map((member) => showUser({ view, id: member })),
    artifacts: showArtifacts({ view, artifacts: conversation.artifacts }),
    messages: latest.map((entry) => showEntry({ view, id, objectType: 'conversation', entry })),
    created_by: showUser({ view, id: createdBy }),
    created_date: createdAt,
    modified_date: modifiedAt,
  };
}
