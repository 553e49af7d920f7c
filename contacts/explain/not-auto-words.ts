import type { KeptOut } from '../plan.ts';
import { printable } from '../words/printable.ts';

/** What keeps two, or a cluster, out of the auto band of a matching, by the code that plans have. */
export const NOT_AUTO_WORDS = {
  forbidden: 'something forbids that they are one person',
  'put-off': 'a person has said that it is not known',
  'two-people-named': 'one of the rows names two people',
  'first-names': 'their first names are different',
  'last-names': 'their last names are different',
  'dates-of-birth': 'their dates of birth are different',
  identifiers: 'an identifier is different',
  'several-fields': 'two of address, telephone and e-mail are different',
  'below-line': 'the weight is below the auto line',
  'nothing-telling': 'besides the names nothing that tells agrees, or not the names themselves',
  closed: 'the file is too ambiguous, so there is no auto band',
  'equal-rows': 'there are equal rows that say too little',
  large: 'their group has more than ten rows',
  'fits-another': 'somebody else fits one of them nearly as well',
  'by-word': 'a word of a person made their group larger than the rules do',
  group: 'another pair of their groups contradicts, or too few of the pairs between their groups are links',
  'with-others': 'several groups share a contact or an e-mail',
  decided: 'a person has made it of another cluster',
} as const;

const WORDS: Readonly<Record<string, string>> = NOT_AUTO_WORDS;

/** `their first names are different (C-1 and C-2)`; a code of another version as it stands. */
export function notAutoWords({ code, a, b }: KeptOut): string {
  const words = WORDS[code] ?? printable(code);
  return a === undefined || b === undefined ? words : `${words} (${a} and ${b})`;
}
