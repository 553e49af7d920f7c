import { expect, test } from 'vitest';
import { chooseBasePrimary } from '../../../contacts/base/choose-base-primary.ts';
import { member } from './make-base.ts';

const chosen = (...members: Parameters<typeof member>[0][]) => {
  const { ranked, strategy } = chooseBasePrimary(members.map(member));
  return [ranked[0]?.contact.uid, strategy];
};

test('Who says most is kept, though another one is newer', () => {
  const rich = { uid: 'ct_2', name: 'Ada', fields: { company: 'Example' }, updatedAt: '2020-01-01T00:00:00Z' };
  expect(chosen({ uid: 'ct_1', name: 'Ada', updatedAt: '2026-01-01T00:00:00Z' }, rich)).toEqual([
    'ct_2',
    'most-fields',
  ]);
});

test('Times are compared as instants: half a second later is newer, five hours east of noon is morning', () => {
  const at = (uid: string, updatedAt: string) => ({ uid, updatedAt });
  expect(chosen(at('ct_1', '2026-01-01T00:00:00Z'), at('ct_2', '2026-01-01T00:00:00.500Z'))).toEqual([
    'ct_2',
    'newest',
  ]);
  expect(chosen(at('ct_1', '2026-01-01T10:00:00Z'), at('ct_2', '2026-01-01T12:00:00+05:00'))).toEqual([
    'ct_1',
    'newest',
  ]);
});

test('A time that is none is older than any', () => {
  expect(chosen({ uid: 'ct_1', updatedAt: 'yesterday' }, { uid: 'ct_2', updatedAt: '1970-01-01T00:00:00Z' })).toEqual([
    'ct_2',
    'newest',
  ]);
});

test.each([
  ['ct_a9', 'ct_b0'],
  ['ct_100', 'ct_z'],
  ['ct_12', 'ct_21'],
  ['B', 'a'],
  ['ct-1', 'ct_1'],
])('Of equals the lowest uid by code units is kept: %s before %s', (low, high) => {
  expect(chosen({ uid: high }, { uid: low })).toEqual([low, 'lowest-uid']);
});

test('Two with one uid are refused: which of them is kept would be chance', () => {
  expect(() => chosen({ uid: 'ct_1' }, { uid: 'ct_1' })).toThrow('ERR_DEDUP_005');
});
