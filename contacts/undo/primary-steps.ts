import { fieldNames, restorableOf } from './field-order.ts';
import { isSame } from './same-value.ts';
import { consentOf } from './undo-consent.ts';
import type { FieldStep, UndoWhy } from './undo-plan.ts';
import type { UndoSeen, WritableFields } from './undo-seen.ts';

/**
 * What happens to each field of the primary: it is put back where this pair made a difference and the CRM still shows it. What
 * somebody changed since is theirs unless a person says otherwise. Fields in which the pair made no difference are left out.
 */
export function primarySteps(seen: UndoSeen): FieldStep[] {
  const { before, after, now } = seen.primary;
  if (now === null) return [];
  const sets = [before, now, ...(after === null ? [] : [after])];
  return fieldNames(seen.can.fields, sets).flatMap((field) => stepOf(seen, field, now) ?? []);
}

function stepOf(seen: UndoSeen, field: string, now: WritableFields): FieldStep | null {
  const { before, after } = valuesOfPair(seen, field);
  // Without an after-image nobody knows who made the difference.
  const madeBy = after === undefined ? now[field] : after.value;
  if (isSame(before, madeBy) || isSame(before, now[field])) return movedWith(seen, field, now);
  if (consentOf(seen.consent, field) !== undefined) return { field, does: 'leave', why: CONSENT };
  if (seen.can.keptStays) return { field, does: 'leave', why: STAYS };
  if (after !== undefined && isSame(now[field], after.value)) return { field, does: 'put-back' };
  if (isMovedWithOther(seen, field)) return movedWith(seen, field, now);
  const why: UndoWhy = { code: after === undefined ? 'no-after-image' : 'changed-since', values: {} };
  if (seen.keep === null) return { field, does: 'ask', why };
  return { field, does: seen.keep === 'ours' ? 'put-back' : 'leave', why };
}

/** Before and after this pair. A reference that the run moved from this duplicate was moved after the after-image was taken. */
export function valuesOfPair(
  seen: UndoSeen,
  field: string,
): { before: unknown; after: { value: unknown } | undefined } {
  const { before, after } = seen.primary;
  if (isReference(seen, field) && seen.moved?.from === seen.ids.duplicate)
    return { before: seen.moved.oldRef, after: { value: seen.moved.newRef } };
  return { before: before[field], after: after === null ? undefined : { value: after[field] } };
}

/** A reference that the run took from another duplicate of the cluster is not this pair's, and that is said. */
function movedWith(seen: UndoSeen, field: string, now: WritableFields): FieldStep | null {
  if (!isMovedWithOther(seen, field) || seen.moved === null || !isSame(now[field], seen.moved.newRef)) return null;
  return { field, does: 'leave', why: { code: 'moved-with', values: { duplicate: seen.moved.from } } };
}

function isMovedWithOther(seen: UndoSeen, field: string): boolean {
  return isReference(seen, field) && seen.moved !== null && seen.moved.from !== seen.ids.duplicate;
}

function isReference({ can }: UndoSeen, field: string): boolean {
  return restorableOf(can.fields, field)?.kind === 'reference';
}

const STAYS: UndoWhy = { code: 'stays-with-kept', values: {} };
const CONSENT: UndoWhy = { code: 'consent', values: {} };
