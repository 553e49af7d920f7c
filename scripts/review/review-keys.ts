import { inOrder } from '../../contacts/explain/side-by-side.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import type { DecidedSo } from '../../contacts/planning/decided-parts.ts';

/** The contacts that a person has typed, by number or id. What is neither stays as it is: whoever decides says so. */
export function contactsTyped(cluster: PlanCluster, typed: string): string[] {
  const order = inOrder(cluster);
  const words = typed.split(/[\s,]+/).filter((word) => word !== '');
  return words.map((word) => (/^\d{1,3}$/.test(word) ? (order[Number(word) - 1]?.id ?? word) : word));
}

const QUESTIONS = {
  p: 'Keep which one? ',
  w: 'Leave out which? ',
  s: 'Which are one person each? (1,2 / 3,4) ',
} as const;

/** What is asked for a key that decides otherwise; null for any other. */
export function questionOf(key: string): string | null {
  return key === 'p' || key === 'w' || key === 's' ? QUESTIONS[key] : null;
}

/** What a person decides with such a key and an answer. */
export function saidBy(key: string, cluster: PlanCluster, typed: string): DecidedSo {
  if (key === 'p') return { primary: contactsTyped(cluster, typed)[0] ?? '' };
  if (key === 'w') return { without: contactsTyped(cluster, typed) };
  return { split: typed.split('/').map((part) => contactsTyped(cluster, part)) };
}
