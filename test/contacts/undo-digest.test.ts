import { expect, test } from 'vitest';
import { planUndo } from '../../contacts/undo/plan-undo.ts';
import { undoDigest } from '../../contacts/undo/undo-digest.ts';
import type { UndoSeen } from '../../contacts/undo/undo-seen.ts';
import { seen, thing } from './undo-seen.ts';

const digest = (over: Partial<UndoSeen>): string => undoDigest(planUndo(seen(over)));

test('What was shown has another digest where something else would be written or asked, and only there', () => {
  const before = { display_name: 'One' };
  const merged = { display_name: 'Two' };
  const shown = { primary: { before, after: merged, now: merged }, things: [thing()] };
  const same = [
    { ...shown, newer: { reported: 7 } },
    { ...shown, things: [thing({ now: ['REVU-9', 'REVU-1'] })] },
    { ...shown, can: { ...seen().can, lost: [] } },
  ];
  const other = [
    { ...shown, primary: { before, after: merged, now: { display_name: 'Three' } } },
    { ...shown, things: [thing({ wasHolders: true })] },
    { ...shown, things: [thing({ now: ['REVU-9'] })] },
    { ...shown, duplicate: { display_name: 'Else' } },
    { ...shown, alive: { id: 'REVU-2', now: {} } },
  ];
  expect(new Set([shown, ...same].map(digest))).toHaveProperty('size', 1);
  expect(new Set([shown, ...other].map(digest))).toHaveProperty('size', 6);
});

test('A value that is to be overwritten for a person is another plan as soon as it is another value', () => {
  const at = (now: string): string =>
    digest({
      keep: 'ours',
      primary: { before: { display_name: 'One' }, after: { display_name: 'Two' }, now: { display_name: now } },
    });
  expect(at('Three')).not.toBe(at('Four'));
  expect(at('Three')).toBe(at('Three'));
});
