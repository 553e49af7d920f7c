import type { Crm, CrmThing } from '../../crm/crm.ts';
import { readRelated } from '../reading/read-contact-state.ts';
import { followingRelations } from '../reading/relations.ts';
import { retryRead } from '../retry-reads.ts';

/** A contact as the CRM shows it now, and what follows a merge. */
export interface LookedAt {
  there: boolean;
  /** Of one that is gone: the contact that it points to; null where the CRM does not say. */
  pointsTo: string | null;
  externalRef: string;
  customFields: Record<string, unknown>;
  /** By relation that follows a merge: id of the thing to the contacts that it names. Empty where only the contact was asked for. */
  things: Record<string, Record<string, string[]>>;
}

/** Reads a contact, and its lists where `lists` says so. Writes nothing. */
export async function lookAtContact(crm: Crm, id: string, { lists }: { lists: boolean }): Promise<LookedAt> {
  const contact = await retryRead(() => crm.readContact(id));
  const nothing = { externalRef: '', customFields: {}, things: {} };
  if (contact.kind === 'gone') return { there: false, pointsTo: contact.pointsTo, ...nothing };
  const { externalRef, customFields, primaryIdentity } = contact.contact;
  const things: LookedAt['things'] = {};
  for (const relation of lists ? followingRelations(crm) : []) {
    const { items } = await readRelated(relation, id);
    things[relation.name] = Object.fromEntries(items.map((item) => [item.id, item.contacts]));
  }
  return { there: true, pointsTo: primaryIdentity, externalRef, customFields, things };
}

/** Of a thing that a list does not show: the contacts that it names. Null where it is gone. */
export async function lookAtThing(
  crm: Crm,
  { relation, id }: { relation: string; id: string },
): Promise<string[] | null> {
  const found = followingRelations(crm).find(({ name }) => name === relation);
  const thing: CrmThing | null = found === undefined ? null : await retryRead(() => found.read(id));
  return thing?.contacts ?? null;
}
