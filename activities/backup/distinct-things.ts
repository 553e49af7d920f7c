import type { CrmRelation, CrmThing } from '../../crm/crm.ts';
import type { ContactState } from '../reading/read-contact-state.ts';
import { kindsOf } from './write-lists.ts';

/** A thing whose messages are backed up, with a relation that lists them. */
export interface RelatedThing {
  relation: CrmRelation;
  thing: CrmThing;
}

/** Everything that names a contact, once each, sorted by id within its kind. */
export function distinctThings({ related }: Pick<ContactState, 'related'>): RelatedThing[] {
  return kindsOf(related.map(({ relation }) => relation)).flatMap((many) => {
    const byId = new Map<string, RelatedThing>();
    for (const { relation, list } of related) {
      if (relation.noun.many !== many) continue;
      for (const thing of list.items) byId.set(thing.id, { relation, thing });
    }
    return [...byId.values()].sort((a, b) => (a.thing.id < b.thing.id ? -1 : 1));
  });
}

/** How many there are of each kind, by its plural. */
export function countThings(
  relations: readonly Pick<CrmRelation, 'noun'>[],
  things: readonly RelatedThing[],
): Record<string, number> {
  const counts = Object.fromEntries(relations.map(({ noun }) => [noun.many, 0]));
  for (const { relation } of things) counts[relation.noun.many] = (counts[relation.noun.many] ?? 0) + 1;
  return counts;
}
