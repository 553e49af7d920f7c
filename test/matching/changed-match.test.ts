import { expect, test } from 'vitest';
import { changedMatch } from '../../activities/doubts/changed-match.ts';
import type { ShownCells } from '../../crm/crm.ts';
import type { Reliance } from '../../store/runs/matched.ts';

const member = (id: string, name: string, phone: string) =>
  ({ id, name, fields: { phone } }) as unknown as Reliance['members'][0];
const reliance: Reliance = {
  email: 'ada@one.test',
  members: [member('a', 'Ada Lund', '+1 202 555 0143'), member('b', 'Ada Lund', '202 555 0143')],
  relies: [{ a: 'a', b: 'b', fields: [{ field: 'last_name' }, { field: 'phone' }] }],
};
const planned: ShownCells = { full_name: 'Ada Lund', phone: '+1 202 555 0143', email: 'ada@one.test' };
const changed = (other: ShownCells, duplicate = 'b') =>
  changedMatch({
    reliance,
    duplicate,
    shown: new Map([
      ['a', planned],
      ['b', { ...planned, ...other }],
    ]),
    kinds: ['full_name', 'phone'],
  }).map(({ seen }) => seen.map(({ says, field }) => [field, says]));

test('A field that the plan relied on, and that no longer agrees, is named with both values', () => {
  expect(changed({})).toEqual([]);
  expect(changed({ phone: '+1 303 555 0199' })).toEqual([
    [
      ['phone', '+1 202 555 0143'],
      ['phone', '+1 303 555 0199'],
    ],
  ]);
});

test('What contradicts although the plan did not know it is named as well; who is not merged now is left to its own turn', () => {
  expect(changed({ full_name: 'Berta Lund' })).toEqual([
    [
      ['full_name', 'Ada Lund'],
      ['full_name', 'Berta Lund'],
    ],
  ]);
  expect(changed({ phone: '+1 303 555 0199' }, 'c')).toEqual([]);
});
