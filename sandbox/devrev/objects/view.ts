import type { WorldAccount, WorldWorkspace } from '../../../samples/world/world.ts';
import type { BeforeImage } from './before-image.ts';
import type { ArtifactRecord, ContactRecord, ConversationRecord, Relation, TicketRecord } from './records.ts';
import type { Store } from './store.ts';

/** What one request may read: the present, a picture from before a merge, or (for a foreign token) nothing. */
export interface View {
  readonly org: string;
  contact(id: string): ContactRecord | undefined;
  contacts(): Iterable<ContactRecord>;
  ticket(id: string): TicketRecord | undefined;
  tickets(): Iterable<TicketRecord>;
  ticketIds(query: { relation: Relation; contact: string }): ReadonlySet<string>;
  conversation(id: string): ConversationRecord | undefined;
  conversations(): Iterable<ConversationRecord>;
  artifact(id: string): ArtifactRecord | undefined;
  account(id: string): WorldAccount | undefined;
  workspace(id: string): WorldWorkspace | undefined;
  workspaceOf(account: string): WorldWorkspace | undefined;
}

const NONE: ReadonlySet<string> = new Set();

export function liveView(store: Store): View {
  return {
    org: store.org,
    contact: (id) => store.contacts.get(id),
    contacts: () => store.contacts.values(),
    ticket: (id) => store.tickets.get(id),
    tickets: () => store.tickets.values(),
    ticketIds: ({ relation, contact }) => store.relations[relation].get(contact) ?? NONE,
    conversation: (id) => store.conversations.get(id),
    conversations: () => store.conversations.values(),
    artifact: (id) => store.artifacts.get(id),
    account: (id) => store.accounts.get(id),
    workspace: (id) => store.workspaces.get(id),
    workspaceOf: (account) => [...store.workspaces.values()].find((workspace) => workspace.account === account),
  };
}

export function staleView({ live, image }: { live: View; image: BeforeImage }): View {
  return {
    ...live,
    contact: (id) => (image.absent.has(id) ? undefined : (image.contacts.get(id) ?? live.contact(id))),
    contacts: () =>
      [...live.contacts()]
        .filter(({ id }) => !image.absent.has(id))
        .map((contact) => image.contacts.get(contact.id) ?? contact),
    ticket: (id) => image.tickets.get(id) ?? live.ticket(id),
    tickets: () => [...live.tickets()].map((ticket) => image.tickets.get(ticket.id) ?? ticket),
    ticketIds: ({ relation, contact }) =>
      image.relations[relation].get(contact) ?? live.ticketIds({ relation, contact }),
    conversation: (id) => image.conversations.get(id) ?? live.conversation(id),
    conversations: () => [...live.conversations()].map((one) => image.conversations.get(one.id) ?? one),
  };
}

export function emptyView(org: string): View {
  return {
    org,
    contact: () => undefined,
    contacts: () => [],
    ticket: () => undefined,
    tickets: () => [],
    ticketIds: () => NONE,
    conversation: () => undefined,
    conversations: () => [],
    artifact: () => undefined,
    account: () => undefined,
    workspace: () => undefined,
    workspaceOf: () => undefined,
  };
}
