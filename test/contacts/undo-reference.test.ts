import { expect, test } from 'vitest';
import { planUndo } from '../../contacts/undo/plan-undo.ts';
import type { UndoSeen } from '../../contacts/undo/undo-seen.ts';
import { undoValues } from '../../contacts/undo/undo-values.ts';
import { seen } from './undo-seen.ts';

/** The run gave the primary the reference of REVU-2, after the last merge of the cluster. */
function moved({ from, now = 'user_2' }: { from: string; now?: string }): UndoSeen {
  const merged = { external_ref: 'REVU-1' };
  return seen({
    primary: { before: merged, after: merged, now: { external_ref: now } },
    moved: { from, oldRef: 'REVU-1', newRef: 'user_2' },
  });
}

test('The reference that the run moved is taken off the primary before the contact it came from has it again', () => {
  const pair = moved({ from: 'REVU-2' });
  const plan = planUndo(pair);
  expect(plan.movesRef).toBe(true);
  expect(undoValues(pair, plan)).toMatchObject({ free: { external_ref: 'REVU-1' }, reference: 'user_2' });
});

test('With another pair of the cluster the moved reference stays where it is, and the pair that it came from is named', () => {
  const pair = { ...moved({ from: 'REVU-3' }), duplicate: { external_ref: 'user_1' } };
  const plan = planUndo(pair);
  expect(plan.primary).toEqual([
    { field: 'external_ref', does: 'leave', why: { code: 'moved-with', values: { duplicate: 'REVU-3' } } },
  ]);
  expect(undoValues(pair, plan)).toMatchObject({ free: {}, primary: {}, reference: 'user_1' });
});

test('A moved reference that somebody replaced since is theirs, and the contact has its own again', () => {
  const pair = moved({ from: 'REVU-2', now: 'crm-77' });
  const plan = planUndo(pair);
  expect(plan.primary).toMatchObject([{ field: 'external_ref', does: 'ask' }]);
  expect(plan.movesRef).toBe(false);
  expect(undoValues(pair, plan)).toMatchObject({ free: {}, primary: {}, reference: 'user_2' });
});

test('A reference that the primary keeps cannot be given to another: the marker gives way to none', () => {
  const pair = seen({
    duplicate: { external_ref: 'user_2' },
    primary: { before: {}, after: {}, now: { external_ref: 'user_2' } },
  });
  const plan = planUndo(pair);
  expect(plan.restores).toEqual([
    { field: 'external_ref', does: 'cannot', why: { code: 'kept-by-survivor', values: {} } },
  ]);
  expect(undoValues(pair, plan).reference).toBe('');
});
