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
  const { id, tickets } = duplicate;
  const own = valuesOf(primary);
  const onPrimary = new Set<FieldValue>(Object.values(own).filter((value) => typeof value === 'string'));
  const lost = Object.entries(valuesOf(duplicate)).filter(
    ([field, value]) =>
      field !== 'id' &&
      field !== 'tickets' &&
      !NOTHING.includes(value) &&
      value !== own[field] &&
      !onPrimary.has(value),
  );
  return {
    duplicate: id,
    tickets,
    fields: lost.map(([field, value]) => ({ field, value, primary: own[field] ?? '' })),
  };
}

/** A member's values, those that the profile names beside the others. Its keys are spellings of what the cluster shares. */
function valuesOf({ keys: _, fields, ...values }: PlanMember): Record<string, FieldValue> {
  return { ...fields, ...values };
}
