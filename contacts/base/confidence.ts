import type { Evidence } from '../plan.ts';
import type { BaseMember } from './member.ts';

/** In hundredths: sums of fractions are not what they look like. */
export const WEIGHTS = { phone: 60, name: 20, email: 15, tag: 5 } as const;

export const DEFAULT_THRESHOLD = 80;

/** In which fields two agree. */
export function agreement(a: BaseMember, b: BaseMember): (keyof typeof WEIGHTS)[] {
  const fields: (keyof typeof WEIGHTS)[] = [];
  if (a.keys.some(({ key }) => b.keys.some((other) => other.key === key))) fields.push('phone');
  if (a.name !== '' && a.name === b.name) fields.push('name');
  if ([...a.emails].some((email) => b.emails.has(email))) fields.push('email');
  if (a.contact.tags.some((tag) => b.contact.tags.includes(tag))) fields.push('tag');
  return fields;
}

export function pairScore(a: BaseMember, b: BaseMember): number {
  return agreement(a, b).reduce((sum, field) => sum + WEIGHTS[field], 0);
}

/** The first so many of a larger cluster are compared: a person looks at it anyway. */
const MOST_COMPARED = 40;

/** A cluster is as sure as its two members that have least in common. */
export function clusterScore(members: readonly BaseMember[]): number {
  return Math.min(...pairsOf(members.slice(0, MOST_COMPARED)).map(([a, b]) => pairScore(a, b)));
}

export function evidenceOf(members: readonly BaseMember[]): Evidence[] {
  return pairsOf(members).flatMap(([a, b]) =>
    agreement(a, b).map((field) => ({ a: a.contact.uid, b: b.contact.uid, field, weight: WEIGHTS[field] })),
  );
}

export function pairsOf<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((a, at) => all.slice(at + 1).map((b): [T, T] => [a, b]));
}
