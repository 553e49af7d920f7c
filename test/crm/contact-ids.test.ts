import { expect, test } from 'vitest';
import { contactDisplayId, contactDon, contactNamedIn, organizationOf } from '../../crm/devrev/ids.ts';
import { don } from './contacts.ts';

test('both forms of a contact id give the same display id', () => {
  expect(contactDisplayId(don(5))).toBe('REVU-5');
  expect(contactDisplayId('REVU-5')).toBe('REVU-5');
  expect(contactDisplayId(don('L5j4DWjk'))).toBe('REVU-L5j4DWjk');
});

test.each([
  '',
  'REVU-',
  'revu-5',
  ' REVU-5',
  'REVU-5\n',
  'REVU-5/6',
  'DEVU-5',
  'user_5',
  'don:identity:dvrv-us-1:devo/ACME12:devu/5',
  'don:core:dvrv-us-1:devo/ACME12:ticket/5',
  `${don(5)}:extra/1`,
  `x${don(5)}`,
])('%j is not a contact id', (text) => {
  expect(contactDisplayId(text)).toBeNull();
});

test('an absent id is not a contact id', () => {
  expect([contactDisplayId(null), contactDisplayId(undefined)]).toEqual([null, null]);
});

test('a display id becomes the DON of its organization and back', () => {
  const made = contactDon({ displayId: 'REVU-5', org: 'ACME12', partition: 'dvrv-us-1' });
  expect(made).toBe(don(5));
  expect(contactDisplayId(made)).toBe('REVU-5');
});

test('no DON is made from parts that do not fit in one', () => {
  expect(contactDon({ displayId: 'TKT-5', org: 'ACME12', partition: 'dvrv-us-1' })).toBeNull();
  expect(contactDon({ displayId: 'REVU-5', org: 'a:b', partition: 'dvrv-us-1' })).toBeNull();
});

test('the organization is read from the DON of any kind of user', () => {
  expect(organizationOf('don:identity:dvrv-us-1:devo/ACME12:devu/3')).toBe('ACME12');
  expect(organizationOf('don:identity:dvrv-eu-1:devo/ACME12:svcacc/3')).toBe('ACME12');
  expect(organizationOf('DEVU-3')).toBeNull();
});

test('a contact is found in a URL, encoded or not, and a broken encoding does no harm', () => {
  expect(contactNamedIn('/rev-users.get?id=REVU-7')).toBe('REVU-7');
  expect(contactNamedIn(`https://api.devrev.ai/rev-users.get?id=${encodeURIComponent(don(7))}`)).toBe('REVU-7');
  expect(contactNamedIn('https://login.example.com/?next=%E0%A4%A')).toBeNull();
});
