import type { WorldArtifact, WorldMessage } from '../../../samples/world/world.ts';
import type { Core } from '../core.ts';
import { putContact, putConversation, putTicket } from '../objects/store.ts';
import type { Act } from './act.ts';

const PERSON = { actor: 'person', requestId: null, fault: null } as const;

interface Addition {
  messages?: WorldMessage[];
  artifacts?: WorldArtifact[];
}

/** An agent writes on an object; its fields stay as they are. */
export function addComment({ core, comment }: { core: Core; comment: Extract<Act, { kind: 'addComment' }> }): void {
  const { object, body = 'One more thing.', artifacts = [] } = comment;
  const createdAt = new Date().toISOString();
  const message: WorldMessage = { body, visibility: 'external', createdBy: 'DEVU-2', createdAt, artifacts };
  add({ core, id: object, addition: { messages: [message] } });
  core.effects.append({ kind: 'comment-added', ...PERSON, object });
}

export function addFile({ core, id, artifact }: { core: Core; id: string; artifact: WorldArtifact }): void {
  add({ core, id, addition: { artifacts: [artifact] } });
  core.effects.append({ kind: 'file-added', ...PERSON, object: id });
}

function add({ core: { store }, id, addition }: { core: Core; id: string; addition: Addition }): void {
  const [contact, ticket, conversation] = [store.contacts.get(id), store.tickets.get(id), store.conversations.get(id)];
  if (contact) putContact({ store, contact: { ...contact, ...joined(contact, addition) } });
  else if (ticket) putTicket({ store, ticket: { ...ticket, ...joined(ticket, addition) } });
  else if (conversation)
    putConversation({ store, conversation: { ...conversation, ...joined(conversation, addition) } });
  else throw new RangeError(`Expected an object of the organization: "${id}" is none`);
}

function joined(record: Readonly<Addition>, { messages = [], artifacts = [] }: Addition): Required<Addition> {
  return {
    messages: [...(record.messages ?? []), ...messages],
    artifacts: [...(record.artifacts ?? []), ...artifacts],
  };
}
