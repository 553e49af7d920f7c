import type { Core } from '../core.ts';
import { revokeToken } from '../http/tokens.ts';
import { landMerge } from '../merge/land-merge.ts';
import { parseId } from '../objects/ids.ts';
import { noteChange, type PeopleChange } from '../objects/people-changes.ts';
import { type ContactRecord, type ConversationRecord, isAlive, type TicketRecord } from '../objects/records.ts';
import { putContact, putConversation, putTicket, removeTicket } from '../objects/store.ts';
import type { Act, ContactPatch, NewConversation, NewTicket } from './act.ts';
import { addComment, addFile } from './add-to-object.ts';

const PERSON = { actor: 'person', requestId: null, fault: null } as const;

/** Lets a person act now. Throws when the contact is not there to be acted upon: a test that misses would prove nothing. */
export function performAct({ core, act }: { core: Core; act: Act }): void {
  if (act.kind === 'editContact') editContact({ core, id: act.id, patch: act.patch });
  else if (act.kind === 'addTicket') addTicket({ core, ticket: act.ticket });
  else if (act.kind === 'deleteTicket') deleteTicket({ core, id: act.id });
  else if (act.kind === 'closeTicket') closeTicket({ core, id: act.id });
  else if (act.kind === 'setReporters') setReporters({ core, id: act.id, reporters: act.reporters });
  else if (act.kind === 'addReporter') addReporter({ core, id: act.id, reporter: act.reporter });
  else if (act.kind === 'addConversation') addConversation({ core, conversation: act.conversation });
  else if (act.kind === 'setMembers') setMembers({ core, id: act.id, members: act.members });
  else if (act.kind === 'addMember') addMember({ core, id: act.id, member: act.member });
  else if (act.kind === 'addComment') addComment({ core, comment: act });
  else if (act.kind === 'addFile') addFile({ core, id: act.object, artifact: act.artifact });
  else if (act.kind === 'revokeToken') revokeToken({ tokens: core.tokens, token: act.token });
  else if (act.kind === 'deleteContact') deleteContact({ core, id: act.id });
  else if (act.kind === 'restoreContact') restoreContact({ core, id: act.id });
  else if (act.kind === 'deleteWorkspace') deleteWorkspace({ core, id: act.id });
  else mergeElsewhere({ core, duplicate: act.duplicate, into: act.into });
}

function editContact({ core, id, patch }: { core: Core; id: string; patch: ContactPatch }): void {
  const contact = alive({ core, id });
  const changed: Record<string, { before: unknown; after: unknown }> = {};
  for (const [field, after] of Object.entries(patch))
    changed[field] = { before: contact[field as keyof ContactPatch], after };
  const modifiedAt = new Date().toISOString();
  putContact({ store: core.store, contact: { ...contact, ...patch, modifiedAt, modifiedBy: 'DEVU-2' } });
  core.effects.append({ kind: 'person-edit', ...PERSON, contact: contact.id, changed });
}

function addTicket({ core, ticket }: { core: Core; ticket: NewTicket }): void {
  const now = new Date().toISOString();
  const reportedBy = ticket.reportedBy.map((id) => alive({ core, id }).id);
  const ordinal = core.store.tickets.size + 1;
  const id = ticket.id ?? `TKT-${1_000_000 + ordinal}`;
  const { type = 'ticket', title = `Ticket ${id}`, body = '', createdBy = 'DEVU-2', ownedBy = ['DEVU-2'] } = ticket;
  const dates = { createdAt: now, modifiedAt: now };
  putTicket({
    store: core.store,
    ticket: { id, ordinal, type, title, body, reportedBy, createdBy, ownedBy, ...dates, messages: [] },
  });
  core.effects.append({ kind: 'ticket-added', ...PERSON, tickets: [id] });
}

function deleteTicket({ core, id }: { core: Core; id: string }): void {
  removeTicket({ store: core.store, ticket: ticketOf({ core, id }) });
  core.effects.append({ kind: 'ticket-deleted', ...PERSON, tickets: [id] });
}

function closeTicket({ core, id }: { core: Core; id: string }): void {
  const closedAt = new Date().toISOString();
  putTicket({ store: core.store, ticket: { ...ticketOf({ core, id }), closedAt, modifiedAt: closedAt } });
  core.effects.append({ kind: 'ticket-edited', ...PERSON, tickets: [id] });
}

function setReporters({ core, id, reporters }: { core: Core; id: string; reporters: string[] }): void {
  const reportedBy = reporters.map((contact) => (isStaff(contact) ? contact : alive({ core, id: contact }).id));
  const modifiedAt = new Date().toISOString();
  const ticket = ticketOf({ core, id });
  putTicket({ store: core.store, ticket: { ...ticket, reportedBy, modifiedAt } });
  noteByHand({ core, object: ticket, field: 'reported_by', before: ticket.reportedBy, after: reportedBy });
  core.effects.append({ kind: 'ticket-edited', ...PERSON, tickets: [id] });
}

function addReporter({ core, id, reporter }: { core: Core; id: string; reporter: string }): void {
  setReporters({ core, id, reporters: [...ticketOf({ core, id }).reportedBy, reporter] });
}

function ticketOf({ core, id }: { core: Core; id: string }): TicketRecord {
  const ticket = core.store.tickets.get(id);
  if (ticket === undefined) throw new RangeError(`Expected a ticket: "${id}" is none`);
  return ticket;
}

function addConversation({ core, conversation }: { core: Core; conversation: NewConversation }): void {
  const now = new Date().toISOString();
  const { store } = core;
  const ordinal = store.conversations.size + 1;
  const id = conversation.id ?? `CONV-${1_000_000 + ordinal}`;
  const { title = `Conversation ${id}`, members, messages = [] } = conversation;
  const dates = { createdAt: now, modifiedAt: now };
  putConversation({ store, conversation: { id, ordinal, title, members, createdBy: 'DEVU-2', ...dates, messages } });
  core.effects.append({ kind: 'conversation-added', ...PERSON, conversations: [id] });
}

function setMembers({ core, id, members }: { core: Core; id: string; members: string[] }): void {
  const { store } = core;
  const conversation = conversationOf({ core, id });
  putConversation({ store, conversation: { ...conversation, members, modifiedAt: new Date().toISOString() } });
  noteByHand({ core, object: conversation, field: 'members', before: conversation.members, after: members });
  core.effects.append({ kind: 'conversation-edited', ...PERSON, conversations: [id] });
}

function addMember({ core, id, member }: { core: Core; id: string; member: string }): void {
  setMembers({ core, id, members: [...conversationOf({ core, id }).members, member] });
}

function conversationOf({ core, id }: { core: Core; id: string }): ConversationRecord {
  const conversation = core.store.conversations.get(id);
  if (conversation === undefined) throw new RangeError(`Expected a conversation: "${id}" is none`);
  return conversation;
}

function deleteContact({ core, id }: { core: Core; id: string }): void {
  const contact = alive({ core, id });
  putContact({ store: core.store, contact: { ...contact, deleted: true, modifiedAt: new Date().toISOString() } });
  core.effects.append({ kind: 'contact-deleted', ...PERSON, contact: contact.id });
}

function restoreContact({ core, id }: { core: Core; id: string }): void {
  const contact = core.store.contacts.get(parseId(id)?.displayId ?? id);
  if (contact === undefined || isAlive(contact))
    throw new RangeError(`Expected a contact that is gone: "${id}" is none`);
  const modifiedAt = new Date().toISOString();
  putContact({ store: core.store, contact: { ...contact, consumedBy: null, deleted: false, modifiedAt } });
  core.effects.append({ kind: 'contact-restored', ...PERSON, contact: contact.id });
}

function deleteWorkspace({ core, id }: { core: Core; id: string }): void {
  if (!core.store.workspaces.delete(id)) throw new RangeError(`Expected a workspace: "${id}" is none`);
  core.effects.append({ kind: 'workspace-deleted', ...PERSON, object: id });
}

function noteByHand(options: {
  core: Core;
  object: TicketRecord | ConversationRecord;
  field: PeopleChange['field'];
  before: readonly string[];
  after: readonly string[];
}): void {
  const { core, object, ...change } = options;
  const whole = { ...change, by: 'DEVU-2', at: new Date().toISOString(), afterMessages: object.messages.length };
  noteChange({ changes: core.store.peopleChanges, id: object.id, change: whole });
}

/** Agents report tickets too. */
function isStaff(id: string): boolean {
  return parseId(id)?.kind === 'devu';
}

function mergeElsewhere({ core, duplicate, into }: { core: Core; duplicate: string; into: string }): void {
  const [from, to] = [alive({ core, id: duplicate }).id, alive({ core, id: into }).id];
  const landing = { kind: 'elsewhere', into: to } as const;
  landMerge({ core, order: { primary: to, duplicate: from, requestId: null, landing, bite: null } });
}

function alive({ core, id }: { core: Core; id: string }): ContactRecord {
  const contact = core.store.contacts.get(parseId(id)?.displayId ?? id);
  if (!isAlive(contact)) throw new RangeError(`Expected a living contact: "${id}" is none`);
  return contact;
}
