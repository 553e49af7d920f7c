import type { CallOptions, Crm, CrmContact } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { OWN, ownListPath } from '../../store/backups/layout.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { ContactState } from '../reading/read-contact-state.ts';
import { relationPhrase } from '../reading/relations.ts';
import { backUpFiles } from './back-up-files.ts';
import { joinPages, takenBack } from './join-pages.ts';

/** The files of the contact itself, what was written on it and what else hangs on it, with their files. `known` ones are in an earlier backup. */
export async function backUpOwn(request: {
  crm: Crm;
  backup: OpenBackup;
  contact: CrmContact;
  state: Pick<ContactState, 'comments' | 'own'>;
  known?: ReadonlySet<string>;
  options: CallOptions;
}): Promise<void> {
  const { crm, backup, contact, state, known = new Set(), options } = request;
  const { comments, own } = state;
  const listed = [...own.values()].flatMap(({ items }) => items);
  const named = [contact, ...(comments?.items ?? []), ...listed].flatMap(({ attachments }) => attachments);
  const attachments = new Map(named.filter(({ id }) => !known.has(id)).map((file) => [file.id, file]));
  await backUpFiles({ crm, backup, paths: OWN, attachments: [...attachments.values()], options });
  for (const [name, { pages }] of own) await backup.write(ownListPath(name), joinPages([[name, takenBack(pages)]]));
  if (comments === null) return;
  const privates = comments.items.filter(({ isPrivate }) => isPrivate).length;
  await backup.write(OWN.messages, joinPages([['messages', takenBack(comments.pages)]]), () => ({
    private_messages: privates,
  }));
}

/** What `verification.json` says of it, of what is not available, and of what nobody asked for. */
export function ownFacts(
  { description, relations, ownLists = [] }: Pick<Crm, 'description' | 'relations' | 'ownLists'>,
  { own: { comments, lists = {} }, relations: read }: Pick<Reading, 'own' | 'relations'>,
): {
  comments: string[] | string;
  own?: Record<string, string[] | string>;
  not_available_here?: string[];
  not_asked_for: readonly string[];
} {
  const own = ownLists.map(({ name }): [string, string[] | string] => [name, lists[name] ?? NOT_AVAILABLE]);
  const refused = relations.filter(({ name }) => read[name] === undefined).map(relationPhrase);
  return {
    comments: comments ?? NOT_AVAILABLE,
    ...(own.length === 0 ? {} : { own: Object.fromEntries(own) }),
    ...(refused.length === 0 ? {} : { not_available_here: refused }),
    not_asked_for: description.notAskedFor,
  };
}

const NOT_AVAILABLE = 'not available here';
