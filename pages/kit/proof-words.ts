import type { Proof } from '../../store/types.ts';

/** What each proof means, for a person. */
export const PROOF_WORDS: Record<Proof, string> = {
  tickets:
    'Tickets that only the duplicate had reported now name the contact that was kept, and the duplicate has none left.',
  pointer:
    'The duplicate had no ticket of its own; the CRM itself says that it was merged into the contact that was kept.',
  'gone after 200':
    'The duplicate had no ticket of its own. The CRM acknowledged the merge, and two readings, seconds apart, found the duplicate gone.',
  'a person and the tickets':
    'A person looked at both contacts and said that they are merged, and the tickets agree with it.',
};
