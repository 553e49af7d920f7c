import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, notShared, ownAddresses } from '../../../../contacts/base/merging/own-address.ts';
import { contacts } from '../arbitrary-base.ts';
import { baseContact, email, phone } from '../make-base.ts';

test('A contact is asked for by its conversations, then by its e-mails, and never by its phone or uid', () => {
  const one = baseContact({
    uid: 'ct_1',
    askedBy: ['conv_1', 'conv_2'],
    channels: [phone('+61412345678'), email(' Ada@example.com '), email('no address')],
  });
  expect(ownAddresses(one)).toEqual(['conv_1', 'conv_2', 'Ada@example.com']);
});

test('An address that another contact has, in whatever letters, is nobody’s own', () => {
  const addresses = ['conv_1', 'Ada@example.com'];
  expect(notShared(addresses, new Set(['ada@example.com']))).toEqual(['conv_1']);
  expect(notShared(addresses, new Set(['conv_1', 'ada@example.com']))).toEqual([]);
});

test('Whoever they are, no two contacts of a base are ever given the same address', () => {
  fc.assert(
    fc.property(contacts, (base) => {
      const own = base.map((one) => {
        const others = base.filter(({ uid }) => uid !== one.uid).flatMap(ownAddresses);
        return notShared(ownAddresses(one), new Set(others.map(addressKey)));
      });
      const all = own.flatMap((addresses) => [...new Set(addresses.map(addressKey))]);
      expect(new Set(all).size).toBe(all.length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
