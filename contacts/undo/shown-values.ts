import { valuesOfPair } from './primary-steps.ts';
import { undoOptOuts } from './undo-consent.ts';
import type { UndoPlan } from './undo-plan.ts';
import type { UndoSeen } from './undo-seen.ts';

/** The three values of a field, for a person to look at: contact data. `after` is absent where nobody knows it. */
export interface ShownField {
  field: string;
  before: unknown;
  after?: unknown;
  now: unknown;
}

/** What a plan's fields have: of the contact that comes back and of the primary, in the plan's order. */
export interface ShownValues {
  restores: ShownField[];
  primary: ShownField[];
}

/** Values of the fields that are put back or asked about. */
export function shownValues(seen: UndoSeen, plan: Pick<UndoPlan, 'restores' | 'primary'>): ShownValues {
  const optOuts = undoOptOuts(seen);
  const { prefix } = seen.consent;
  const comesBack = (field: string): unknown => {
    const consent = field.startsWith(prefix) ? optOuts[field.slice(prefix.length)] : undefined;
    return consent ?? seen.duplicate[field] ?? null;
  };
  return {
    restores: plan.restores.map(({ field }) => ({
      field,
      before: comesBack(field),
      now: seen.alive?.now[field] ?? null,
    })),
    primary: plan.primary.map(({ field }) => {
      const { before, after } = valuesOfPair(seen, field);
      const picture = after === undefined ? {} : { after: after.value ?? null };
      return { field, before: before ?? null, ...picture, now: seen.primary.now?.[field] ?? null };
    }),
  };
}
