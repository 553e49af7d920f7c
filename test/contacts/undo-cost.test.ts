import { expect, test } from 'vitest';
import { undoCalls, undoCost } from '../../contacts/undo/undo-cost.ts';

type Costed = Parameters<typeof undoCalls>[0];

const NOTHING: Costed = { contact: { kind: 'alive', id: 'REVU-2' }, restores: [], primary: [], things: [] };

test('What all of it takes is the calls of each, in minutes at the budget’s pace, of which the last counts whole', () => {
  expect(undoCost([{ calls: 40 }, { calls: 21 }], 60)).toEqual({ calls: 61, minutes: 2 });
  expect(undoCost([], 60)).toEqual({ calls: 0, minutes: 0 });
});

test('A contact that is made, one that has opted out and a ticket that goes back each take calls of their own', () => {
  const more: Partial<Costed>[] = [
    { contact: { kind: 'create' } },
    { restores: [{ field: 'custom_fields.out', does: 'put-back', why: { code: 'consent', values: {} } }] },
    { things: [{ relation: 'reported', id: 'TKT-1', add: true, remove: false }] },
  ];
  for (const one of more) expect(undoCalls({ ...NOTHING, ...one })).toBeGreaterThan(undoCalls(NOTHING));
});
