import type { Evidence } from '../plan.ts';
import type { BaseMember } from './member.ts';

/** In hundredths: sums of fractions are not what they look like. */
export const WEIGHTS = { phone: 60, name: 20, email: 15, tag: 5 } as const;

export const DEFAULT_THRESHOLD = 80;

/** Two members, and the fields in which they agree. */
export interface Pair {
  a: BaseMember;
  b: BaseMember;
  fields: (keyof typeof WEIGHTS)[];
  score: number;
}

/** The first so many of a larger cluster are compared: a person looks at it anyway. */
const MOST_COMPARED = 40;

export function comparePairs(members: readonly BaseMember[]): Pair[] {
  const compared = members.slice(0, MOST_COMPARED);
  return compared.flatMap((a, at) => compared.slice(at + 1).map((b) => comparePair(a, b)));
}

/** A cluster is as sure as its two members that have least in common. */
export function clusterScore(pairs: readonly Pair[]): number {
  return Math.min(...pairs.map(({ score }) => score));
}

export function evidenceOf(pairs: readonly Pair[]): Evidence[] {
  return pairs.flatMap(({ a, b, fields }) =>
    fields.map((field) => ({ a: a.contact.uid, b: b.contact.uid, field, weight: WEIGHTS[field] })),
  );
}

function comparePair(a: BaseMember, b: BaseMember): Pair {
  const fields: Pair['fields'] = [];
  if (a.keys.some(({ key }) => b.keys.some((other) => other.key === key))) fields.push('phone');
  if (a.name !== '' && a.name === b.name) fields.push('name');
  if (shareEmail(a, b)) fields.push('email');
  if (a.contact.tags.some((tag) => b.contact.tags.includes(tag))) fields.push('tag');
  return { a, b, fields, score: fields.reduce((sum, field) => sum + WEIGHTS[field], 0) };
}

function shareEmail(a: BaseMember, b: BaseMember): boolean {
  for (const email of a.emails) if (b.emails.has(email)) return true;
  return false;
}
