import type { PairReliance } from '../../plan.ts';

/** What a CRM may show of who somebody is, as a matching calls what a column holds. */
export type ShownKind = 'full_name' | 'email' | 'phone';

/** By field of a plan: in which of them a CRM shows it. A field that is not here no CRM shows. */
export const SHOWN_IN: Readonly<Partial<Record<string, ShownKind>>> = {
  first_name: 'full_name',
  last_name: 'full_name',
  email: 'email',
  phone: 'phone',
};

/** Of the fields that a cluster relies on, those that are compared once more before a merge, and those that the CRM does not show. Sorted. */
export function comparedAgain(
  relies: readonly PairReliance[],
  kinds: readonly ShownKind[],
): { again: string[]; not: string[] } {
  const fields = [...new Set(relies.flatMap((pair) => pair.fields.map(({ field }) => field)))].sort();
  const isShown = (field: string): boolean => kinds.some((kind) => kind === SHOWN_IN[field]);
  return { again: fields.filter(isShown), not: fields.filter((field) => !isShown(field)) };
}
