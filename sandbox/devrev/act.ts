/** What people do in the CRM's own user interface, while we work. Ids are display ids. */
export type Act =
  | { kind: 'editContact'; id: string; patch: ContactPatch }
  | { kind: 'addTicket'; ticket: NewTicket }
  | { kind: 'mergeElsewhere'; duplicate: string; into: string }
  | { kind: 'deleteContact'; id: string }
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

export const ACT_KINDS: readonly string[] = [
  'editContact',
  'addTicket',
  'mergeElsewhere',
  'deleteContact',
  'revokeToken',
];
