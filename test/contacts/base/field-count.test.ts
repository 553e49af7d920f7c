import { expect, test } from 'vitest';
import { fieldCount } from '../../../contacts/base/field-count.ts';
import { baseContact, email, phone } from './make-base.ts';

test.each([
  ['nothing', {}, 0],
  ['a name', { name: 'Ada Example' }, 2],
  ['a blank name', { name: '  ' }, 0],
  ['two phones count once', { channels: [phone('+61412345678'), phone('+61412345679')] }, 1],
  ['a phone and an e-mail', { channels: [phone('+61412345678'), email('ada@example.com')] }, 2],
  ['an address counts once, however many parts', { fields: { 'address.city': 'Sydney', 'address.state': 'NSW' } }, 1],
  ['company and birthday', { fields: { company: 'Example', birthday: '2000-01-01' } }, 2],
  ['tags count once', { tags: ['t1', 't2'] }, 1],
  ['conversations', { conversations: 7 }, 2],
])('How much a contact says: %s', (_, given, count) => {
  expect(fieldCount(baseContact({ uid: 'ct_1', ...given }))).toBe(count);
});

test('A long list of own attributes counts as six', () => {
  const fields = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`attribute.${at}`, 'x']));
  expect(fieldCount(baseContact({ uid: 'ct_1', fields }))).toBe(6);
});
