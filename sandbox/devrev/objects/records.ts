import type { WorldArtifact, WorldContact, WorldConversation, WorldTicket } from '../../../samples/world/world.ts';

/** Records are never changed in place: a change puts a new one, so that an older one stays a true picture of its time. */
export interface ContactRecord extends Readonly<WorldContact> {
  /** Place in lists. */
  readonly ordinal: number;
  readonly description: string;
  /** As DevRev spells it, e.g. `active`. */
  readonly state: string;
  /** Contacts merged into this one, sorted. */
  readonly mergedFrom: readonly string[];
  /** The contact that this one was merged into, or null. */
  readonly consumedBy: string | null;
  readonly deleted: boolean;
}

export interface TicketRecord extends Readonly<WorldTicket> {
  readonly ordinal: number;
  /** @default it is open */
  readonly closedAt?: string;
}

export interface ConversationRecord extends Readonly<WorldConversation> {
  readonly ordinal: number;
}

export interface ArtifactRecord extends Readonly<WorldArtifact> {
  /** The contact, ticket or conversation that it hangs on. */
  readonly parent: string;
  readonly createdAt: string;
}

export type Relation = 'reported' | 'created' | 'owned';

export const RELATIONS: readonly Relation[] = ['reported', 'created', 'owned'];

/** The ids that a ticket names in one relation. */
export function namedBy({ ticket, relation }: { ticket: TicketRecord; relation: Relation }): readonly string[] {
  if (relation === 'reported') return ticket.reportedBy;
  return relation === 'owned' ? ticket.ownedBy : [ticket.createdBy];
}

export interface LivingContact extends ContactRecord {
  readonly consumedBy: null;
  readonly deleted: false;
}

export function isAlive(contact: ContactRecord | undefined): contact is LivingContact {
  return contact !== undefined && contact.consumedBy === null && !contact.deleted;
}
