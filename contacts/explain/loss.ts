import type { PlanMember } from '../plan.ts';
import type { FieldValue } from './field-text.ts';

const NOTHING: readonly unknown[] = ['', false, undefined];

/** What of a duplicate is not on the primary. A CRM may carry some of it over; the backup keeps all of it. */
export interface Loss {
  duplicate: string;
  /** These are not lost: they move. */
  tickets: number;
  fields: { field: string; value: FieldValue; primary: FieldValue }[];
}

/** The values of the duplicate that the primary does not have, field by field. */
export function lossOf({ duplicate, primary }: { duplicate: PlanMember; primary: PlanMember }): Loss {
  const { id, tickets, ...fields } = duplicate;
  const onPrimary = new Set<FieldValue>(Object.values(primary).filter((value) => typeof value === 'string'));
  const entries = Object.entries(fields) as [keyof typeof fields, FieldValue][];
  const lost = entries.filter(
    ([field, value]) => !NOTHING.includes(value) && value !== primary[field] && !onPrimary.has(value),
  );
  return {
    duplicate: id,
    tickets,
    fields: lost.map(([field, value]) => ({ field, value, primary: primary[field] })),
  };
}
