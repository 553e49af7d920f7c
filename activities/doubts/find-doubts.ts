import { findContradiction, type Named } from '../../contacts/names/contradiction.ts';
import type { ShortNames } from '../../contacts/names/short-names.ts';
import { safeWord } from '../../crm/http/safe-word.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { ShownDoubt } from '../../store/types.ts';

export type Seen = Pick<Reading, 'contactId' | 'email' | 'name' | 'state'>;

export interface ToCompare {
  primary: Seen;
  duplicate: Seen;
  /** Contacts that the primary has taken in already. */
  before: Pick<Seen, 'contactId' | 'email' | 'name'>[];
  shortNames: ShortNames;
  /** The state of a contact that nothing is the matter with. */
  ordinaryState: string;
}

/** What may mean that the duplicate is somebody else, or that its primary is not the one to keep. */
export function findDoubts({ primary, duplicate, before, shortNames, ordinaryState }: ToCompare): ShownDoubt[] {
  const doubts: ShownDoubt[] = [];
  for (const other of [primary, ...before]) {
    const differing = findContradiction([named(other), named(duplicate)], shortNames);
    if (differing === null) continue;
    doubts.push({ kind: 'names', seen: differing.map(({ id, name }) => ({ contact: id, says: name })) });
  }
  const both = [primary, duplicate];
  if (both.some(({ state }) => state !== ordinaryState)) {
    doubts.push({
      kind: 'states',
      seen: both.map(({ contactId, state }) => ({ contact: contactId, says: safeWord(state) })),
    });
  }
  return doubts;
}

function named({ contactId, email, name }: ToCompare['before'][number]): Named {
  return { id: contactId, email, name: (name ?? '').trim() };
}
