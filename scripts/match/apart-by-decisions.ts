import { type NeverMerge, type NeverMergePair, neverMergeOf } from '../../contacts/planning/never-merge.ts';
import type { Profile } from '../../contacts/profiles/profile.ts';
import type { Decision } from '../../matching/host/decisions-file.ts';

/**
 * A list of those who are never merged, and with them whom the decisions of a matching keep apart: also where a shared e-mail would unite
 * them. A name that is no id of the CRM keeps nobody apart.
 */
export function withDecisions(
  neverMerge: NeverMerge,
  { decisions, profile }: { decisions: readonly Decision[]; profile: Pick<Profile, 'contactId'> },
): NeverMerge {
  const pairs = decisions.flatMap(({ word, ...ids }): NeverMergePair[] => {
    const [a, b] = [profile.contactId(ids.a), profile.contactId(ids.b)];
    return word !== 'never' || a === null || b === null || a === b ? [] : [{ a, b, reason: 'decided' }];
  });
  const listed = new Set([...neverMerge.values()].flat());
  return pairs.length === 0 ? neverMerge : neverMergeOf([...listed, ...pairs]);
}
