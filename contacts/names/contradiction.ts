import { namesDiffer } from './names-differ.ts';
import type { ShortNames } from './short-names.ts';

/** Somebody as far as names go. */
export interface Named {
  id: string;
  name: string;
  email: string;
}

/** So many are looked at: a cluster of more is looked at by a person anyway. */
const MOST_NAMES = 40;

/** The first two whose names contradict each other, in the order given; null where all may be one person's. */
export function findContradiction<T extends Named>(people: readonly T[], shortNames: ShortNames): [T, T] | null {
  const named = people.filter(({ name, email }) => name !== '' && !isHandle(name, email));
  const seen = new Set<string>();
  const distinct = named.filter(({ name }) => seen.size < seen.add(name).size).slice(0, MOST_NAMES);
  for (const [at, one] of distinct.entries()) {
    const other = distinct.slice(at + 1).find(({ name }) => namesDiffer(one.name, name, shortNames));
    if (other !== undefined) return [one, other];
  }
  return null;
}

/** What programs fill in for a name that nobody gave: the address up to the @. */
function isHandle(name: string, email: string): boolean {
  return name.trim().toLowerCase() === email.trim().toLowerCase().split('@')[0];
}
