import type { PlanMember } from '../plan.ts';
import type { Strategy } from './strategy.ts';

/** Says most of itself: so many fields of a file of any layout are filled. */
export const mostComplete: Strategy = {
  name: 'most-complete',
  because: () => 'that has most fields filled',
  keep: (candidates) => {
    const most = Math.max(...candidates.map(filled));
    return candidates.filter((candidate) => filled(candidate) === most);
  },
};

/** The e-mail is one of the fields. */
function filled({ fields = {}, name = '' }: Pick<PlanMember, 'fields' | 'name'>): number {
  return Object.keys(fields).length + (name === '' ? 0 : 1);
}
