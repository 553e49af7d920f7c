import { listed } from '../../contacts/words/listed.ts';
import type { Lost } from '../../crm/crm.ts';

const WORDS: Record<Lost, string> = {
  'old-id': 'the old id',
  timestamps: 'when it was created and changed',
  authorship: 'who wrote what',
  'private-entries': 'private entries of other people',
  'full-name': 'the full name',
  state: 'the state',
  verification: 'whether it was verified',
  picture: 'the picture',
  tags: 'tags',
  'fields-of-apps': 'fields that apps have added',
  'own-comments': 'comments on the contact itself',
  'own-files': 'files of the contact itself',
  associations: 'links to other objects',
  'shared-phones': 'phones, which stay with the contact that was kept',
  'further-emails': 'e-mails beside the one by which it is made',
  conversations: 'its conversations',
  'kept-values': 'what the contact that was kept had before it took over what it lacked',
};

/** What never comes back, in one line; '' where that is nothing. A code of a newer connector is shown as it is. */
export function lostText(lost: readonly string[]): string {
  return listed(lost.map((code) => (WORDS as Record<string, string>)[code] ?? code));
}
