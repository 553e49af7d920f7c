import type { UndoWhy, UndoWhyValues } from '../../contacts/undo/undo-plan.ts';

type Words = { [Code in keyof UndoWhyValues]: (values: UndoWhyValues[Code]) => string };

/** A code without words here does not compile. */
const WORDS: Words = {
  consent: () => 'consent is never loosened',
  'consent-unknown': () => 'the rules have no word for what somebody’s says',
  'changed-since': () => 'changed since the merge',
  'no-after-image': () => 'nobody kept what it was right after the merge',
  'kept-by-survivor': () => 'the contact that was kept has it',
  'perhaps-taken': () => 'unless the CRM lets no two contacts have it',
  'stays-with-kept': () => 'no call takes it off the contact that was kept again',
  'shared-with-kept': () => 'the contact that was kept has it: by it the CRM would take the two for one',
  'one-of-them': () => 'the one by which the contact is made, and no other',
  'moved-with': ({ duplicate }) => `the run took it from ${duplicate}: it goes back with that one`,
  'thing-gone': () => 'is gone',
  'thing-elsewhere': () => 'was given to somebody else',
  'thing-merged': () => 'was merged',
  'thing-closed': () => 'was closed',
};

/** Why a part stays as it is, or is asked about. */
export function stepWords({ code, values }: UndoWhy): string {
  return (WORDS[code] as (values: UndoWhy['values']) => string)(values);
}
