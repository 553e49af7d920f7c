import { fieldNames, restorableOf } from './field-order.ts';
import { isEmpty, isSame } from './same-value.ts';
import { consentOf, isUnknown, undoOptOuts } from './undo-consent.ts';
import type { FieldStep, UndoWhy } from './undo-plan.ts';
import type { UndoSeen } from './undo-seen.ts';

/**
 * What happens to each field of the contact that comes back: opt-outs at the strictest first, then all that its backup has. Of one
 * that is alive again, what a person gave it since is theirs.
 */
export function restoredSteps(seen: UndoSeen, primary: readonly FieldStep[]): FieldStep[] {
  const { prefix } = seen.consent;
  const optOuts = Object.keys(undoOptOuts(seen)).sort();
  const out = optOuts.map((field): FieldStep => ({ field: prefix + field, does: 'put-back', why: CONSENT }));
  const rest = fieldNames(seen.can.fields, [seen.duplicate]).filter(
    (name) => !optOuts.some((one) => prefix + one === name),
  );
  return [...out, ...rest.flatMap((field) => stepOf(seen, field, primary) ?? [])];
}

function stepOf(seen: UndoSeen, field: string, primary: readonly FieldStep[]): FieldStep | null {
  const consent = consentOf(seen.consent, field);
  // What it agreed to comes back only where nobody has opted out since: it never had less reach than now.
  if (consent !== undefined && isUnknown(seen.consent, consent)) return { field, does: 'leave', why: UNKNOWN };
  const alive = seen.alive?.now[field];
  if (isSame(alive, seen.duplicate[field])) return null;
  if (restorableOf(seen.can.fields, field)?.given === 'never') return { field, does: 'cannot', why: SHARED };
  // Nothing of it could be written by an address that is its alone for sure.
  if (seen.alive !== null && seen.can.knownBy === 'address') return { field, does: 'leave', why: CHANGED };
  if (seen.by !== undefined && hasMore(seen, field)) return { field, does: 'put-back', why: ONE };
  if (consent !== undefined && seen.alive !== null) return { field, does: 'leave', why: CONSENT };
  if (!isEmpty(alive) && seen.keep === null) return { field, does: 'ask', why: CHANGED };
  if (!isEmpty(alive) && seen.keep === 'theirs') return { field, does: 'leave', why: CHANGED };
  return withHolder(seen, field, primary);
}

/** Of several addresses the contact has that by which it is made. */
function hasMore({ can, duplicate, by }: UndoSeen, field: string): boolean {
  const values = duplicate[field];
  return restorableOf(can.fields, field)?.kind === 'address' && Array.isArray(values) && !isSame(values, [by]);
}

/** A value that nobody else may have is given only where the primary does not keep it. */
function withHolder(seen: UndoSeen, field: string, primary: readonly FieldStep[]): FieldStep {
  const restorable = restorableOf(seen.can.fields, field);
  const isTaken = restorable?.unique === true && isSame(seen.primary.now?.[field], seen.duplicate[field]);
  const isFreed = primary.some((step) => step.field === field && step.does === 'put-back');
  if (!isTaken || isFreed) return { field, does: 'put-back' };
  if (restorable.kind === 'reference') return { field, does: 'cannot', why: { code: 'kept-by-survivor', values: {} } };
  // An address may be unique in this organization or not: only writing it tells.
  return { field, does: 'put-back', why: { code: 'perhaps-taken', values: {} } };
}

const CONSENT: UndoWhy = { code: 'consent', values: {} };
const UNKNOWN: UndoWhy = { code: 'consent-unknown', values: {} };
const SHARED: UndoWhy = { code: 'shared-with-kept', values: {} };
const ONE: UndoWhy = { code: 'one-of-them', values: {} };
const CHANGED: UndoWhy = { code: 'changed-since', values: {} };
