import type { CrmDescription } from '../../crm/crm.ts';
import { crmName } from '../kit/phrases.ts';
import { lostText } from './lost-words.ts';

/** Whether a merge can be taken back, and what of it cannot: said before anything is merged. */
export function restoringText(crm: string, description: CrmDescription): string[] {
  const { relations, merge, provable } = description;
  if (merge === 'none' && provable === undefined) return [];
  const title = crmName(crm);
  if (description.restoring === undefined)
    return [
      `Taking back: no. ${title} has no way to set back what a merge changes, and undo refuses it; what can be made anew at all, a person makes by hand from the backups`,
    ];
  return [
    `Taking back: ${title} has no unmerge; the verb undo makes each contact anew, under a new id`,
    `Never comes back: ${lostText(description.restoring.lost)}`,
    notifyText(crm, relations),
  ];
}

/** That other people may hear of an undo. */
export function notifyText(crm: string, relations: CrmDescription['relations']): string {
  const one = relations[0]?.noun.one ?? 'thing';
  return `Where a ${one} names another contact, by a merge or by its undoing, ${crmName(crm)} may send notifications of its own`;
}
