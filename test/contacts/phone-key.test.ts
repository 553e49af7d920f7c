import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { expect, test } from 'vitest';
import { phoneKey } from '../../contacts/keys/phone-key.ts';

const vectors: [country: CountryCode | null, key: string | null, ...phones: string[]][] = [
  ['AU', '+61412345678', '+61 412 345 678', '0412 345 678', '(04) 1234-5678', '+61412345678', '0412345678'],
  ['AU', '+61412345678', '412345678', '61412345678', '+61 (0)412 345 678', '+610412345678', 'tel:+61-412-345-678'],
  ['AU', '+61412345678', '0011 61 412 345 678', '０４１２３４５６７８', '٠٤١٢٣٤٥٦٧٨', '𝟎𝟒𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖'],
  ['AU', '+61412345678', '+61 412–345–678', '\u202a+61412345678\u202c', '0412\u00a0345\u2009678', '\ufeff0412345678 '],
  ['GB', '+61412345678', '0061 412 345 678'],
  ['US', '+61412345678', '011 61 412 345 678'],
  ['AU', '+61298765432', '(02) 9876 5432'],
  ['AU', null, '9876 5432', '0061 412 345 678', '000', '112', '0412 345', '0412 345 678 9', '0412345678.0'],
  ['US', null, '0412 345 678', '555-2671', '+1 555 555 5555', '911', '1-800-FLOWERS'],
  // Shared lines are one phone: 13, 1300 and toll-free numbers.
  ['AU', '+61131008', '131 008'],
  ['AU', '+611300975707', '1300 975 707', '1300975707', '+61 1300 975 707'],
  ['AU', '+611800022222', '1800 022 222'],
  ['AU', '+80012345678', '+800 1234 5678'],
  // The people behind a switchboard are not one.
  ['US', '+14155552671;ext=123', '415.555.2671 x123', '(415) 555-2671 extension 123', '+1 415 555 2671, ext. 123'],
  ['AU', '+61412345678;ext=12', '0412 345 678 ext. 12', '0412 345 678;ext=12', '0412 345 678 #12'],
  ['IN', '+919876543210', '098765 43210', '+91-98765-43210', '0091 98765 43210', '९८७६५४३२१०'],
  ['IN', '+911123456789', '011 2345 6789'],
  ['DE', '+4915123456789', '0151 23456789', '＋49 1512 3456789'],
  ['DE', null, '0301234567 Bob', '+49 30 1234567 (mobile)'],
  ['IT', '+39061234567', '06 1234567', '+39 06 1234567'],
  ['AR', '+5491123456789', '+54 9 11 2345-6789', '011 15-2345-6789'],
  [
    'AU',
    null,
    '0412 345 678 / 02 9876 5432',
    'Mob: 0412 345 678',
    'call after 5pm',
    'n/a',
    '6.1412345678E+10',
    '',
    '   ',
  ],
  ['AU', null, '++61412345678', '+0061412345678', '+999123456789', 'ext. 12', '#12', '\0'],
  // Without a country only numbers with + are understood.
  [null, '+61412345678', '+61 412 345 678', 'tel:+61412345678'],
  [null, null, '0412 345 678', '61412345678', '1300 975 707', '0011 61 412 345 678'],
];

test.each(vectors.flatMap(([country, key, ...phones]) => phones.map((phone) => [phone, country, key] as const)))(
  '%j in %s has the key %s',
  (phone, country, key) => {
    expect(phoneKey(phone, country)).toBe(key);
  },
);

const countries = getCountries();
const number = fc.constantFrom(...countries).chain((country) => {
  const found = getExampleNumber(country, examples);
  const spellings = found ? [found.format('NATIONAL'), found.format('INTERNATIONAL'), found.format('RFC3966')] : [''];
  return fc
    .constantFrom(...spellings)
    .map((phone) => ({ phone, country, key: found?.isValid() ? found.number : null }));
});

test('Every spelling of a number has the same key', () => {
  fc.assert(
    fc.property(number, ({ phone, country, key }) => {
      expect(phoneKey(phone, country)).toBe(key);
    }),
    { numRuns: 1000 },
  );
});

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789+()-. x#/;e,'), maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  number.chain(({ phone }) => fc.constantFrom(phone, `${phone} ext 5`, `${phone};ext=07`)),
);

test('A key is its own key in every country, and in E.164 but for its extension', () => {
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(null, ...countries),
      fc.constantFrom(null, ...countries),
      (phone, from, other) => {
        const key = phoneKey(phone, from);
        if (key === null) return;
        expect(key).toMatch(/^\+[1-9]\d{1,14}(;ext=\d{1,7})?$/);
        expect(phoneKey(key, other)).toBe(key);
      },
    ),
    { numRuns: 5000 },
  );
});

test('The digits of every script are read', () => {
  const digits: string[] = [];
  for (let code = 0x30; code < 0x20000; code += 1) {
    const character = String.fromCodePoint(code);
    if (/^\p{Nd}$/u.test(character)) digits.push(character);
  }
  // Unicode keeps the ten of a script side by side, the zero first.
  const scripts = Array.from({ length: digits.length / 10 }, (_, index) => digits.slice(index * 10, index * 10 + 10));
  expect(scripts.length).toBeGreaterThan(60);
  for (const script of scripts) {
    const phone = [0, 4, 1, 2, 3, 4, 5, 6, 7, 8].map((value) => script[value]).join('');
    expect(phoneKey(phone, 'AU'), script.join('')).toBe('+61412345678');
  }
});
