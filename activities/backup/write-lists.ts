import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { CONVERSATIONS, TICKETS } from '../../store/backups/layout.ts';
import { type ContactState, RELATIONS } from '../reading/read-contact-state.ts';
import { joinPages } from './join-pages.ts';

/** The lists of a contact's tickets and conversations, as the CRM sent them. */
export async function writeLists(
  backup: OpenBackup,
  { lists, conversations }: Pick<ContactState, 'lists' | 'conversations'>,
): Promise<void> {
  await backup.write(TICKETS, joinPages(RELATIONS.map((relation) => [relation, lists[relation].pages])));
  if (conversations !== null) await backup.write(CONVERSATIONS, joinPages([['conversations', conversations.pages]]));
}
