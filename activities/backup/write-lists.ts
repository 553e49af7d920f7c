import type { BackupWriter } from '../../store/backups/writer.ts';
import { type ContactState, RELATIONS } from '../reading/read-contact-state.ts';
import { joinPages } from './join-pages.ts';

/** The lists of a contact's tickets and conversations, as the CRM sent them. */
export async function writeLists(
  writer: BackupWriter,
  { lists, conversations }: Pick<ContactState, 'lists' | 'conversations'>,
): Promise<void> {
  await writer.write('tickets.json', joinPages(RELATIONS.map((relation) => [relation, lists[relation].pages])));
  if (conversations !== null)
    await writer.write('conversations.json', joinPages([['conversations', conversations.pages]]));
}
