import type { LookedAt } from '../../contacts/explain/looked-at.ts';
import type { CallOptions, Crm } from '../../crm/crm.ts';

/** Reads a contact once, and the first page of its conversations. Throws CrmError. */
export async function lookAt(crm: Crm, contact: string, options: CallOptions): Promise<LookedAt> {
  const reading = await crm.readContact(contact, options);
  const at = new Date().toISOString();
  if (reading.kind === 'gone') return { at, state: null, phone: null, conversations: null };
  const { state, raw } = reading.contact;
  const phone = crm.description.shown?.cellsIn(raw).phone ?? null;
  return { at, state, phone, conversations: await conversationsOf(crm, contact, options) };
}

async function conversationsOf(crm: Crm, contact: string, options: CallOptions): Promise<LookedAt['conversations']> {
  const list = [...crm.relations, ...(crm.ownLists ?? [])].find(({ name }) => name === 'conversations');
  if (list === undefined) return null;
  const { items, nextCursor } = await list.list({ contact, cursor: null }, options);
  return { count: items.length, more: nextCursor !== null };
}
