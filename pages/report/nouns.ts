import type { CrmDescription, Noun, RelationDescription } from '../../crm/crm.ts';

const ANY: RelationDescription = { name: 'things', noun: { one: 'thing', many: 'things' }, merge: 'free' };

/** What the numbers of a report are about: the CRM's first relation. */
export function mainRelation({ relations }: CrmDescription): RelationDescription {
  return relations[0] ?? ANY;
}

/** Each kind of things once, in the CRM's order. */
export function nounsOf({ relations }: CrmDescription): Noun[] {
  return [...new Map(relations.map(({ noun }) => [noun.many, noun])).values()];
}

/** `had reported`; `had`, where the relation is called like its things. */
export function hadText({ name, noun }: RelationDescription): string {
  return name === noun.many ? 'had' : `had ${name}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
