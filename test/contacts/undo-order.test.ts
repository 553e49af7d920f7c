import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DoneMerge, mergesBefore, undoOrder } from '../../contacts/undo/undo-order.ts';

function merge(duplicateId: string, primaryId: string, minute: number): DoneMerge {
  const doneAt = `2026-11-29T12:${String(minute).padStart(2, '0')}:00.000Z`;
  return { clusterId: 'c'.repeat(32), primaryId, duplicateId, runId: `run-${minute}`, doneAt };
}

test('The newest merge is taken back first, whatever order they come in', () => {
  const merges = [merge('2', '1', 1), merge('3', '1', 2), merge('4', '1', 3)];
  fc.assert(
    fc.property(fc.shuffledSubarray(merges, { minLength: 3 }), (shuffled) => {
      expect(undoOrder(shuffled).map(({ duplicateId }) => duplicateId)).toEqual(['4', '3', '2']);
    }),
  );
});

test('Before a merge whose survivor was merged away comes the merge that did so, and before that the next one', () => {
  const merges = [merge('2', '1', 1), merge('1', '3', 2), merge('3', '4', 3), merge('8', '9', 4)];
  const before = mergesBefore(merge('2', '1', 1), merges);
  expect(before.map(({ duplicateId, primaryId }) => `${duplicateId}→${primaryId}`)).toEqual(['3→4', '1→3']);
  expect(mergesBefore(merge('8', '9', 4), merges)).toEqual([]);
});

test('A circle, which only a damaged ledger can have, is followed once', () => {
  expect(mergesBefore(merge('2', '1', 1), [merge('2', '1', 1), merge('1', '2', 2)])).toHaveLength(2);
});
