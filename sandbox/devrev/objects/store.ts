import type { World, WorldAccount, WorldArtifact, WorldContact, WorldWorkspace } from '../../../samples/world/world.ts';
import type { BeforeImage } from './before-image.ts';
import type { PeopleChange } from './people-changes.ts';
import {
  type ArtifactRecord,
  type ContactRecord,
  type ConversationRecord,
  namedBy,
  RELATIONS,
  type Relation,
  type TicketRecord,
} from './records.ts';

/** The organization as it is now. Tickets are indexed by contact, so that a list by reporter does not scan them all. */
export interface Store {
  readonly org: string;
  readonly contacts: Map<string, ContactRecord>;
  readonly tickets: Map<string, TicketRecord>;
  readonly relations: Record<Relation, Map<string, Set<string>>>;
  readonly conversations: Map<string, ConversationRecord>;
  readonly artifacts: Map<string, ArtifactRecord>;
  readonly accounts: Map<string, WorldAccount>;
  readonly workspaces: Map<string, WorldWorkspace>;
  /** How the lists of people of a ticket or conversation were written, oldest first. */
  readonly peopleChanges: Map<string, readonly PeopleChange[]>;
  /** What each contact, ticket or conversation looked like before the last merge, creation or list of people that touched it. */
  readonly before: Map<string, BeforeImage>;
  lastBefore: BeforeImage | undefined;
  /** Ids given out to contacts that were asked for, whether or not they were made. */
  contactsAsked: number;
}

export function createStore(world: World): Store {
  const store: Store = {
    org: world.org,
    contacts: new Map(),
    tickets: new Map(),
    relations: { reported: new Map(), created: new Map(), owned: new Map() },
    conversations: new Map(),
    artifacts: new Map(),
    accounts: new Map(world.accounts.map((account) => [account.id, account])),
    workspaces: new Map(world.workspaces.map((workspace) => [workspace.id, workspace])),
    peopleChanges: new Map(),
    before: new Map(),
    lastBefore: undefined,
    contactsAsked: 0,
  };
  for (const contact of world.contacts)
    putContact({ store, contact: newContact({ contact, ordinal: store.contacts.size + 1 }) });
  for (const ticket of world.tickets) putTicket({ store, ticket: { ...ticket, ordinal: store.tickets.size + 1 } });
  for (const conversation of world.conversations ?? [])
    putConversation({ store, conversation: { ...conversation, ordinal: store.conversations.size + 1 } });
  return store;
}

/** Adds or replaces a ticket and keeps the index true. */
export function putTicket({ store, ticket }: { store: Store; ticket: TicketRecord }): void {
  const old = store.tickets.get(ticket.id);
  for (const relation of RELATIONS) {
    const index = store.relations[relation];
    if (old !== undefined) for (const id of namedBy({ ticket: old, relation })) index.get(id)?.delete(ticket.id);
    for (const id of namedBy({ ticket, relation })) {
      const ids = index.get(id);
      if (ids === undefined) index.set(id, new Set([ticket.id]));
      else ids.add(ticket.id);
    }
  }
  store.tickets.set(ticket.id, ticket);
  if (old?.messages !== ticket.messages || old.artifacts !== ticket.artifacts)
    indexArtifacts({ store, parent: ticket });
}

export function removeTicket({ store, ticket }: { store: Store; ticket: TicketRecord }): void {
  for (const relation of RELATIONS)
    for (const id of namedBy({ ticket, relation })) store.relations[relation].get(id)?.delete(ticket.id);
  store.tickets.delete(ticket.id);
}

export function putConversation({ store, conversation }: { store: Store; conversation: ConversationRecord }): void {
  const old = store.conversations.get(conversation.id);
  store.conversations.set(conversation.id, conversation);
  if (old?.messages !== conversation.messages || old.artifacts !== conversation.artifacts)
    indexArtifacts({ store, parent: conversation });
}

export function putContact({ store, contact }: { store: Store; contact: ContactRecord }): void {
  const old = store.contacts.get(contact.id);
  store.contacts.set(contact.id, contact);
  if (old?.messages !== contact.messages || old?.artifacts !== contact.artifacts)
    indexArtifacts({ store, parent: contact });
}

/** A contact as nothing has happened to it yet. */
export function newContact({ contact, ordinal }: { contact: WorldContact; ordinal: number }): ContactRecord {
  return { ...contact, ordinal, description: '', state: 'active', mergedFrom: [], consumedBy: null, deleted: false };
}

function indexArtifacts({
  store,
  parent,
}: {
  store: Store;
  parent: TicketRecord | ConversationRecord | ContactRecord;
}): void {
  const put = (artifact: WorldArtifact, createdAt: string): void =>
    void store.artifacts.set(artifact.id, { ...artifact, parent: parent.id, createdAt });
  for (const artifact of parent.artifacts ?? []) put(artifact, parent.createdAt);
  if ('picture' in parent && parent.picture !== undefined) put(parent.picture, parent.createdAt);
  for (const { artifacts, createdAt } of parent.messages ?? [])
    for (const artifact of artifacts) put(artifact, createdAt);
}
