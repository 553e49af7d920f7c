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
  const lost = `Never comes back: ${lostText(description.restoring.lost)}`;
  if (description.restoring.knownBy === 'address')
    return [
      `Taking back: ${title} has no unmerge, and takes a contact that is made by a phone for whoever has it. The verb undo makes anew, under a new id, who has an e-mail of its own on which nobody refuses messages; nobody else. Which can and which cannot stands with each pair`,
      lost,
    ];
  return [
    `Taking back: ${title} has no unmerge; the verb undo makes each contact anew, under a new id`,
    lost,
    ...notifyText(crm, relations),
  ];
}

/** That other people may hear of an undo; nothing where nothing names contacts. */
export function notifyText(crm: string, [first]: CrmDescription['relations']): string[] {
  if (first === undefined) return [];
  return [
    `Where a ${first.noun.one} names another contact, by a merge or by its undoing, ${crmName(crm)} may send notifications of its own`,
  ];
}
