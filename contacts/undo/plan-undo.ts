import { hash } from 'node:crypto';
import { restorableOf } from './field-order.ts';
import { primarySteps, valuesOfPair } from './primary-steps.ts';
import { restoredSteps } from './restored-steps.ts';
import { canonicalValue } from './same-value.ts';
import { thingSteps } from './thing-steps.ts';
import { undoCalls } from './undo-cost.ts';
import type { FieldStep, UndoPlan } from './undo-plan.ts';
import type { UndoSeen } from './undo-seen.ts';
import { undoValues } from './undo-values.ts';

/** How a merge is taken back, of all that was read of it: the same for the same. */
export function planUndo(seen: UndoSeen): UndoPlan {
  const primary = primarySteps(seen);
  const restores = restoredSteps(seen, primary);
  const things = thingSteps(seen);
  const contact: UndoPlan['contact'] = seen.alive === null ? { kind: 'create' } : { kind: 'alive', id: seen.alive.id };
  return {
    contact,
    restores,
    primary,
    things,
    newer: Object.fromEntries(Object.entries(seen.newer).filter(([, count]) => count > 0)),
    movesRef: seen.moved?.from === seen.ids.duplicate && primary.some((step) => isReferenceBack(seen, step)),
    lost: [...seen.can.lost],
    calls: undoCalls({ contact, restores, primary, things, alone: aloneIn(seen, restores) }),
    afterImage: seen.primary.after !== null,
    values: digestOfValues(seen, { restores, primary }),
  };
}

/** Fields of the contact that are given one by one. */
function aloneIn({ can }: UndoSeen, restores: readonly FieldStep[]): number {
  return restores.filter(({ field, does }) => does === 'put-back' && restorableOf(can.fields, field)?.given === 'later')
    .length;
}

/** Of what is written, and of the values between which a person is asked to choose: another one there is another plan. */
function digestOfValues(seen: UndoSeen, steps: { restores: FieldStep[]; primary: FieldStep[] }): string {
  const open = (list: FieldStep[]): string[] =>
    list.flatMap(({ field, does, why }) =>
      does === 'ask' || (does === 'put-back' && why?.code !== 'consent') ? [field] : [],
    );
  const primary = open(steps.primary).map((field) => [
    field,
    valuesOfPair(seen, field),
    seen.primary.now?.[field] ?? null,
  ]);
  const alive = open(steps.restores).map((field) => [field, seen.alive?.now[field] ?? null]);
  return hash('sha256', canonicalValue([undoValues(seen, steps), primary, alive]));
}

function isReferenceBack({ can }: UndoSeen, { field, does }: FieldStep): boolean {
  return does === 'put-back' && restorableOf(can.fields, field)?.kind === 'reference';
}
