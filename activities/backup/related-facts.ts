import type { RelationDescription } from '../../crm/crm.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import { kindsOf } from './write-lists.ts';

/**
 * What `verification.json` says of the things that name a contact: `"tickets": {"reported": [ids], …}`, and where the one
 * relation is called like its things, `"conversations": [ids]`. One that is not available is absent: `ownFacts` names it.
 */
export function relatedFacts(
  relations: readonly RelationDescription[],
  reading: Pick<Reading, 'relations'>,
): Record<string, string[] | Record<string, string[]>> {
  const entry = (many: string): [string, string[] | Record<string, string[]>] => {
    const names = relations.filter(({ noun }) => noun.many === many).map(({ name }) => name);
    const ids = names.flatMap((name): [string, string[]][] => {
      const found = reading.relations[name];
      return found === undefined ? [] : [[name, found]];
    });
    const [first] = ids;
    return [many, ids.length === 1 && first?.[0] === many ? first[1] : Object.fromEntries(ids)];
  };
  return Object.fromEntries(kindsOf(relations).map(entry));
}
