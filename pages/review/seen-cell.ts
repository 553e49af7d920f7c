import type { MergeOutcome, SeenOutcome } from '../../contacts/explain/merge-outcome.ts';
import { dateTime } from '../kit/phrases.ts';

const WORDS: Record<MergeOutcome, string> = {
  own: 'the kept contact’s own value stayed',
  other: 'the value of the one that was merged away took its place',
  both: 'both values stand on the kept contact',
  neither: 'neither value stayed',
};

/** What a field will be then, as far as that tells. Null: it tells nothing that holds for this one. */
export function seenCell(
  { outcome, at }: SeenOutcome,
  { own, others }: { own: string; others: string[] },
): { value: string; because: string; stays: string[] } | null {
  if (outcome === 'mixed' || own === '' || others.length === 0) return null;
  const because = `seen: in a merge of this organization on ${dateTime(at)} ${WORDS[outcome]}`;
  switch (outcome) {
    case 'own':
      return { value: own, because, stays: [own] };
    case 'other':
      // Of several, the last that is merged: which one that is nobody can tell yet.
      return others.length === 1 ? { value: others[0] ?? '', because, stays: others } : null;
    case 'both':
      return { value: [own, ...others].join(', '), because, stays: [own, ...others] };
    default:
      return { value: '', because, stays: [] };
  }
}
