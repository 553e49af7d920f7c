import type { FilledField, TakeBack } from '../../plan.ts';
import { consentOfAll } from '../consent-changes.ts';
import type { BaseMember } from '../member.ts';
import { remadeBy } from './remade-by.ts';

/** Whether each duplicate, all but the first of `ranked`, can be made anew once it is gone, in order of uids. */
export function takeBackOf(ranked: readonly BaseMember[], fill: readonly FilledField[]): TakeBack[] {
  const all = consentOfAll(ranked);
  const codeOf = (member: BaseMember): TakeBack['code'] => {
    const others = new Set(ranked.filter((one) => one !== member).flatMap(({ emails }) => [...emails]));
    const by = remadeBy({ member, others, fill, all });
    return 'code' in by ? by.code : 'by-email';
  };
  return ranked
    .slice(1)
    .map((member) => ({ code: codeOf(member), duplicate: member.contact.uid }))
    .sort((a, b) => (a.duplicate < b.duplicate ? -1 : 1));
}
