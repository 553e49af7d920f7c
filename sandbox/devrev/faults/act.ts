import type { WorldArtifact, WorldMessage } from '../../../samples/world/world.ts';

/** What people do in the CRM's own user interface, while we work. Ids are display ids. */
export type Act =
  | { kind: 'editContact'; id: string; patch: ContactPatch }
  | { kind: 'addTicket'; ticket: NewTicket }
  | { kind: 'deleteTicket'; id: string }
  | { kind: 'closeTicket'; id: string }
  /** Says anew who reports a ticket. */
  | { kind: 'setReporters'; id: string; reporters: string[] }
  | { kind: 'addReporter'; id: string; reporter: string }
  | { kind: 'addConversation'; conversation: NewConversation }
  | { kind: 'setMembers'; id: string; members: string[] }
  | { kind: 'addMember'; id: string; member: string }
  /** Something is written on a contact, ticket or conversation, or a file put there. */
  | { kind: 'addComment'; object: string; body?: string; artifacts?: WorldArtifact[] }
  | { kind: 'addFile'; object: string; artifact: WorldArtifact }
  | { kind: 'mergeElsewhere'; duplicate: string; into: string }
  | { kind: 'deleteContact'; id: string }
  /** One that was merged away or deleted is there again, under its old id. */
  | { kind: 'restoreContact'; id: string }
  | { kind: 'deleteWorkspace'; id: string }
  | { kind: 'revokeToken'; token: string };

export interface ContactPatch {
  email?: string;
  displayName?: string;
  fullName?: string;
  externalRef?: string;
  workspace?: string;
  isVerified?: boolean;
  phoneNumbers?: string[];
  customFields?: Record<string, unknown>;
  description?: string;
  /** Any text: DevRev has rarer states, and may invent new ones. */
  state?: string;
}

export interface NewTicket {
  /** @default the next free `TKT-…` */
  id?: string;
  type?: 'ticket' | 'issue';
  title?: string;
  body?: string;
  reportedBy: string[];
  createdBy?: string;
  ownedBy?: string[];
}

export interface NewConversation {
  /** @default the next free `CONV-…` */
  id?: string;
  title?: string;
  members: string[];
  messages?: WorldMessage[];
}

export const ACT_KINDS: readonly string[] = [
  'editContact',
  'addTicket',
  'deleteTicket',
  'closeTicket',
  'setReporters',
  'addReporter',
  'addConversation',
  'setMembers',
  'addMember',
  'addComment',
  'addFile',
  'mergeElsewhere',
  'deleteContact',
  'restoreContact',
  'deleteWorkspace',
  'revokeToken',
];
