import { expect, test } from 'vitest';
import { cameWithOthers, type MergeBelow } from '../../contacts/undo/came-with-others.ts';

/** REVU-2 into REVU-1, and REVU-1 into REVU-3. TKT-5 is of both of the first, TKT-6 of REVU-2 alone. */
const first = (isTakenBack: boolean): MergeBelow => ({
  ...{ primary: 'REVU-1', duplicate: 'REVU-2', isTakenBack },
  had: { primary: ['TKT-1', 'TKT-5'], duplicate: ['TKT-2', 'TKT-5', 'TKT-6'] },
});
const HAD_1 = ['TKT-1', 'TKT-2', 'TKT-5', 'TKT-6'];
const second: MergeBelow = {
  ...{ primary: 'REVU-3', duplicate: 'REVU-1', isTakenBack: false },
  had: { primary: ['TKT-3'], duplicate: HAD_1 },
};
const HAD_3 = ['TKT-3', ...HAD_1];

const others = (contact: string, had: string[], merges: MergeBelow[]) => [...cameWithOthers(contact, { had, merges })];

test('What a contact had from one that is back by itself is not its own, however many merges later; what both had is', () => {
  expect(others('REVU-1', HAD_1, [first(true)])).toEqual(['TKT-2', 'TKT-6']);
  expect(others('REVU-3', HAD_3, [first(true), second])).toEqual(['TKT-2', 'TKT-6']);
});

test('As long as nothing of it was taken back, all that it had is its own', () => {
  expect(others('REVU-1', HAD_1, [first(false)])).toEqual([]);
  expect(others('REVU-3', HAD_3, [first(false), second])).toEqual([]);
});

test('What another one brought that it keeps, and what has come since, is its own', () => {
  const beside: MergeBelow = {
    ...{ primary: 'REVU-1', duplicate: 'REVU-9', isTakenBack: false },
    had: { primary: HAD_1, duplicate: ['TKT-6', 'TKT-9'] },
  };
  const had = [...HAD_1, 'TKT-9', 'TKT-10'];
  expect(others('REVU-1', had, [first(true), beside])).toEqual(['TKT-2']);
});
