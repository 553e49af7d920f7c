import type { CrmDescription } from '../../crm/crm.ts';
import type { Proof } from '../../store/types.ts';
import { capital, hadText, mainRelation } from './nouns.ts';

/** What a proof means, for a person. */
export function proofWords(proof: Proof, description: CrmDescription): string {
  const main = mainRelation(description);
  const { one, many } = main.noun;
  switch (proof) {
    case 'pointer':
      return `The duplicate had no ${one} of its own; the CRM itself says that it was merged into the contact that was kept.`;
    case 'gone after 200':
      return `The duplicate had no ${one} of its own. The CRM acknowledged the merge, and two readings, seconds apart, found the duplicate gone.`;
    case 'gone twice':
      return `What the duplicate had was given to the contact that was kept, and read back, before it was asked to go. Two readings, seconds apart, found it gone and the other one there.`;
    case 'a person':
      return `A person looked at both contacts and said that they are merged, and the ${many} agree with it.`;
    case 'earlier':
      return 'The same two contacts were merged, and verified, by a pair of another cluster before.';
    default:
      return byThings(proof, description);
  }
}

function byThings(proof: `by ${string}`, description: CrmDescription): string {
  const relation = description.relations.find(({ name }) => proof === `by ${name}`) ?? mainRelation(description);
  return `${capital(relation.noun.many)} that only the duplicate ${hadText(relation)} now name the contact that was kept, and the duplicate has none left.`;
}
