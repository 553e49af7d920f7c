import { expect, test } from 'vitest';
import { fillGaps, leftBehind } from '../../../contacts/base/fill-gaps.ts';
import { email, member, phone } from './make-base.ts';

const primary = { uid: 'ct_1', channels: [phone('0412 345 678')] };

test('A gap is filled from the best that has it, and nothing that is there is replaced', () => {
  const ranked = [
    member({ ...primary, fields: { company: 'Kept' } }),
    member({ uid: 'ct_2', name: 'unknown', fields: { company: 'Other' } }),
    member({ uid: 'ct_3', name: 'Ada Example', fields: { birthday: '2000-01-01' } }),
  ];
  expect(fillGaps(ranked)).toEqual([
    { field: 'name', value: 'Ada Example', from: 'ct_3' },
    { field: 'birthday', value: '2000-01-01', from: 'ct_3' },
  ]);
});

test('An address comes whole from one of them, and only where the primary has none of it', () => {
  const sydney = { 'address.city': 'Sydney', 'address.postalCode': '2000' };
  const burleigh = { 'address.city': 'Burleigh Heads', 'address.line1': '1 Example St' };
  const others = [member({ uid: 'ct_2', fields: sydney }), member({ uid: 'ct_3', fields: burleigh })];
  const filled = fillGaps([member(primary), ...others]);
  expect(filled.map(({ field, from }) => [field, from])).toEqual([
    ['address.city', 'ct_2'],
    ['address.postalCode', 'ct_2'],
  ]);
  expect(fillGaps([member({ ...primary, fields: { 'address.state': 'NSW' } }), ...others])).toEqual([]);
});

test('Tags and locations are united', () => {
  const ranked = [
    member({ ...primary, tags: ['t1'], locations: ['sydney'] }),
    member({ uid: 'ct_2', tags: ['t3', 't1'], locations: ['burleigh'] }),
    member({ uid: 'ct_3', tags: ['t2', 't3'] }),
  ];
  expect(fillGaps(ranked)).toEqual([
    { field: 'tag', value: 't2', from: 'ct_3' },
    { field: 'tag', value: 't3', from: 'ct_2' },
    { field: 'location', value: 'burleigh', from: 'ct_2' },
  ]);
});

test('Of e-mails one is taken over where there is none; further channels are named as left behind', () => {
  const ranked = [
    member(primary),
    member({ uid: 'ct_2', channels: [email('a@x.io'), email('b@x.io'), phone('0412 345 679'), phone('+61412345678')] }),
  ];
  const filled = fillGaps(ranked);
  expect(filled).toEqual([{ field: 'email', value: 'a@x.io', from: 'ct_2' }]);
  expect(leftBehind(ranked, filled)).toEqual([
    { from: 'ct_2', kind: 'email', identifier: 'b@x.io' },
    { from: 'ct_2', kind: 'phone', identifier: '0412 345 679' },
  ]);
});
