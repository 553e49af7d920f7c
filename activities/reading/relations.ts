import type { Crm, FollowingRelation, RelationDescription } from '../../crm/crm.ts';
import type { Reading } from '../../store/ledger/readings.ts';

/** The relations whose things a merge brings along. */
export function followingRelations({ relations }: Pick<Crm, 'relations'>): FollowingRelation[] {
  return relations.filter((relation) => relation.merge !== 'free');
}

/** `reported tickets`; `conversations`, where the relation is called like its things. */
export function relationPhrase({ name, noun, phrase }: Pick<RelationDescription, 'name' | 'noun' | 'phrase'>): string {
  return phrase ?? (name === noun.many ? name : `${name} ${noun.many}`);
}

/** The distinct ids of things of one kind in a reading, over all relations. */
export function thingsIn(
  relations: readonly RelationDescription[],
  reading: Pick<Reading, 'relations'>,
  many: string,
): Set<string> {
  const names = relations.filter(({ noun }) => noun.many === many).map(({ name }) => name);
  return new Set(names.flatMap((name) => reading.relations[name] ?? []));
}
