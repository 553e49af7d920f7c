import type { ContactIds } from '../planning/never-merge.ts';

/** What stands for a contact or a place: no blank, nothing that a terminal or a list would take for something else. */
export const UID: RegExp = /^[\x21-\x7e]{1,200}$/;

/** How a person names contacts of a base. */
export const BASE_IDS: ContactIds = {
  contactId: (text) => (UID.test(text) ? text : null),
  exampleId: 'ct_1',
};
