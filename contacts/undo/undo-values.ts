import type { OptOuts } from '../rules/consent.ts';
import { restorableOf } from './field-order.ts';
import { valuesOfPair } from './primary-steps.ts';
import { undoOptOuts } from './undo-consent.ts';
import type { FieldStep, UndoPlan } from './undo-plan.ts';
import type { UndoSeen, WritableFields } from './undo-seen.ts';

/** The values that a plan writes, step by step. Contact data: for the CRM alone, never for a history or a log. */
export interface UndoValues {
  /** Of the primary, before the contact is made: what nobody else may have and the contact is to get. `null` clears. */
  free: WritableFields;
  /** Custom field to value: written and read back before there is any address. */
  optOuts: OptOuts;
  /** What the create carries: neither addresses nor the reference nor consent. Empty where the contact is alive. */
  create: WritableFields;
  /** The rest of the contact's fields but for its reference. */
  fill: WritableFields;
  /** The rest of the primary's fields. */
  primary: WritableFields;
  /** What the marker gives way to: '' where the contact had none, or cannot have it; null where the contact is alive and has what it has. */
  reference: string | null;
  /** The e-mail that the create carries, and by which the contact is known; absent where that is a marker. */
  by?: string;
}

/** Of the plan that was made of the same. */
export function undoValues(seen: UndoSeen, plan: Pick<UndoPlan, 'restores' | 'primary'>): UndoValues {
  const optOuts = undoOptOuts(seen);
  const isOptOut = (field: string): boolean => Object.keys(optOuts).some((one) => seen.consent.prefix + one === field);
  const kindOf = (field: string): string | undefined => restorableOf(seen.can.fields, field)?.kind;
  const back = putBack(plan.restores).filter((field) => !isOptOut(field));
  const isConsent = (field: string): boolean =>
    seen.consent.mapping.some((one) => seen.consent.prefix + one.field === field);
  const isLater = (field: string): boolean => restorableOf(seen.can.fields, field)?.given === 'later';
  const isCreated = (field: string): boolean =>
    seen.alive === null && kindOf(field) === 'plain' && !isConsent(field) && !isLater(field);
  // By which it is made it need not be given.
  const isGiven = (field: string): boolean => seen.by !== undefined && kindOf(field) === 'address';
  const restored = putBack(plan.primary);
  const isFreed = (field: string): boolean => isFreedFirst(seen, field);
  const reference = back.find((field) => kindOf(field) === 'reference');
  const formerly = (field: string): unknown => valuesOfPair(seen, field).before ?? null;
  const own = (field: string): unknown => seen.duplicate[field];
  return {
    optOuts,
    free: pick(restored.filter(isFreed), formerly),
    primary: pick(
      restored.filter((field) => !isFreed(field)),
      formerly,
    ),
    create: pick(back.filter(isCreated), own),
    fill: pick(
      back.filter((field) => !isCreated(field) && !isGiven(field) && kindOf(field) !== 'reference'),
      own,
    ),
    reference: reference === undefined ? (seen.alive === null ? '' : null) : String(seen.duplicate[reference] ?? ''),
    ...(seen.by === undefined ? {} : { by: seen.by }),
  };
}

/** What nobody else may have is off the primary before another contact is given it. */
function isFreedFirst({ can }: UndoSeen, field: string): boolean {
  const { kind, unique } = restorableOf(can.fields, field) ?? {};
  return kind === 'reference' || unique === true;
}

function putBack(steps: readonly FieldStep[]): string[] {
  return steps.filter(({ does }) => does === 'put-back').map(({ field }) => field);
}

function pick(fields: readonly string[], read: (field: string) => unknown): WritableFields {
  return Object.fromEntries(fields.map((field) => [field, read(field)]));
}
