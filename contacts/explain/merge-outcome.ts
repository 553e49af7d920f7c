/**
 * What a merge made of one field in which both contacts said something else: the kept contact's own value stayed, the other's took its place,
 * both stand there, or neither does.
 */
export type MergeOutcome = 'own' | 'other' | 'both' | 'neither';

/** What merges of an organization have made of one field. */
export interface SeenOutcome {
  /** `mixed`: not always the same. */
  outcome: MergeOutcome | 'mixed';
  /** ISO 8601: the newest merge that shows it. */
  at: string;
}

/** Null where it tells nothing: one of them had no value, or both had the same. Several values of one field stand with `; ` between. */
export function mergeOutcome({ own, other, after }: Record<'own' | 'other' | 'after', string>): MergeOutcome | null {
  const [mine, theirs, now] = [own, other, after].map(partsOf);
  if (mine === undefined || theirs === undefined || now === undefined) return null;
  if (mine.size === 0 || theirs.size === 0 || isWithin(theirs, mine) || isWithin(mine, theirs)) return null;
  const [keptOwn, tookOther] = [isWithin(mine, now), isWithin(theirs, now)];
  if (keptOwn && tookOther) return 'both';
  return keptOwn ? 'own' : tookOther ? 'other' : 'neither';
}

function partsOf(text: string): Set<string> {
  const parts = text.split('; ').map((part) => part.trim());
  return new Set(parts.filter((part) => part !== ''));
}

function isWithin(some: Set<string>, all: Set<string>): boolean {
  return [...some].every((one) => all.has(one));
}
