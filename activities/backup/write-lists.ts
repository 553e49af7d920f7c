import type { RelationDescription } from '../../crm/crm.ts';
import type { OpenBackup } from '../../store/backups/backup-store.ts';
import { listPath } from '../../store/backups/layout.ts';
import type { ContactState } from '../reading/read-contact-state.ts';
import { joinPages, takenBack } from './join-pages.ts';

/** The lists of what names a contact, as the CRM sent them: one for each kind of things. */
export async function writeLists(backup: OpenBackup, { related }: Pick<ContactState, 'related'>): Promise<void> {
  for (const many of kindsOf(related.map(({ relation }) => relation))) {
    const lists = related.filter(({ relation }) => relation.noun.many === many);
    const joined = joinPages(lists.map(({ relation, list }) => [relation.name, takenBack(list.pages)]));
    await backup.write(listPath(many), joined);
  }
}

/** The plurals of what names a contact, in the CRM's order. */
export function kindsOf(relations: readonly RelationDescription[]): string[] {
  return [...new Set(relations.map(({ noun }) => noun.many))];
}
