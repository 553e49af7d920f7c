import { compareText } from '../keys/normalize.ts';
import type { BaseMember } from './member.ts';

export interface BaseChoice {
  /** Best first: the first one is kept, gaps are filled from the next one that can. */
  ranked: BaseMember[];
  /** The rule that told the first two apart. */
  strategy: 'most-fields' | 'newest' | 'lowest-uid';
}

/** Who says most, then who is newest, then the lowest uid. Throws where two have one uid: their order would be chance. */
export function chooseBasePrimary(members: readonly BaseMember[]): BaseChoice {
  const ranked = [...members].sort(compareRank);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) throw new Error('A cluster has fewer than two members');
  if (new Set(members.map(({ contact }) => contact.uid)).size < members.length) {
    throw new Error('ERR_DEDUP_005: two members of a cluster have one uid');
  }
  if (first.fieldCount !== second.fieldCount) return { ranked, strategy: 'most-fields' };
  return { ranked, strategy: first.updatedAt === second.updatedAt ? 'lowest-uid' : 'newest' };
}

function compareRank(a: BaseMember, b: BaseMember): number {
  return (
    b.fieldCount - a.fieldCount || compareText(b.updatedAt, a.updatedAt) || compareText(a.contact.uid, b.contact.uid)
  );
}
