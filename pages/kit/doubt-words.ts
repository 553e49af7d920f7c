import { fieldWords } from '../../contacts/explain/matched-words.ts';
import { listed } from '../../contacts/words/listed.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { Reason } from '../../store/reasons.ts';
import type { DoubtKind, SeenOfPerson, ShownDoubt } from '../../store/types.ts';

/** Longer texts are cut where a person is shown them. */
const LONGEST = 60;

const WORDS: Record<DoubtKind, (seen: SeenOfPerson[]) => string> = {
  names: (seen) => `the names in the CRM contradict each other: ${seen.map(quoted).join(', ')}`,
  match: (seen) =>
    `the two do not agree in the CRM as the plan says: ${fieldWords(seen[0]?.field ?? '')} ${seen.map(quoted).join(', ')}`,
  states: (seen) => listed(seen.map(({ contact, says }) => `${contact} is ${printable(says)}`)),
};

/** Where a person is asked to look at what the CRM shows. */
const ASKS: readonly Reason['code'][] = ['names-differ', 'states-differ', 'match-changed'];

/**
 * What a person has to look at before the pair may be merged, names and all: for pages and files of this machine, never for logs.
 * Null where the pair stopped for another reason.
 */
export function doubtWords({ why, doubts }: { why: Reason | null; doubts: readonly ShownDoubt[] }): string | null {
  if (why === null || !ASKS.includes(why.code)) return null;
  return doubts.length === 0 ? null : doubts.map(({ kind, seen }) => WORDS[kind](seen)).join('; ');
}

function quoted({ contact, says }: SeenOfPerson): string {
  const letters = [...says];
  if (letters.length === 0) return `nothing (${contact})`;
  return `${printable(letters.length <= LONGEST ? says : `${letters.slice(0, LONGEST - 1).join('')}…`)} (${contact})`;
}
