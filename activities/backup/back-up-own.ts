import type { CallOptions, Crm, CrmContact } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { OWN } from '../../store/backups/layout.ts';
import type { OwnThings } from '../../store/types.ts';
import type { ContactState } from '../reading/read-contact-state.ts';
import { backUpFiles } from './back-up-files.ts';
import { joinPages } from './join-pages.ts';

/** The files of the contact itself, and what was written on it with its files. `known` ones are in an earlier backup. */
export async function backUpOwn(request: {
  crm: Crm;
  backup: OpenBackup;
  contact: CrmContact;
  comments: ContactState['comments'];
  known?: ReadonlySet<string>;
  options: CallOptions;
}): Promise<void> {
  const { crm, backup, contact, comments, known = new Set(), options } = request;
  const named = [contact, ...(comments?.items ?? [])].flatMap(({ attachments }) => attachments);
  const attachments = named.filter(({ id }) => !known.has(id));
  await backUpFiles({ crm, backup, paths: OWN, attachments, options });
  if (comments === null) return;
  const privates = comments.items.filter(({ isPrivate }) => isPrivate).length;
  await backup.write(OWN.messages, joinPages([['messages', comments.pages]]), { private_messages: privates });
}

/** What `verification.json` says of it, and of what nobody asked for. */
export function ownFacts(
  { description }: Pick<Crm, 'description'>,
  { comments }: OwnThings,
): { comments: string[] | string; not_asked_for: readonly string[] } {
  return { comments: comments ?? 'not available here', not_asked_for: description.notAskedFor };
}
