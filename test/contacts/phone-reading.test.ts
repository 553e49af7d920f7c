import type { CountryCode } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { readPhone } from '../../contacts/keys/phone-key.ts';
import { phoneVersion } from '../../contacts/keys/phone-version.ts';

type Vector = [region: CountryCode, expected: string, ...phones: string[]];

/** `key type country`, or the reason. */
const VECTORS: Vector[] = [
  ['AU', '+61412345678 mobile AU', '+61 412 345 678', '0412 345 678', '(04) 1234-5678', '+61412345678', '0412345678'],
  ['AU', '+61412345678 mobile AU', '412345678', '61412345678', '+61 (0)412 345 678', '+610412345678'],
  ['AU', '+61412345678 mobile AU', 'tel:+61-412-345-678', '0011 61 412 345 678', '０４１２３４５６７８', '٠٤١٢٣٤٥٦٧٨'],
  ['AU', '+61412345678 mobile AU', '+61 412–345–678', '\u202a+61412345678\u202c'],
  ['GB', '+61412345678 mobile AU', '0061 412 345 678'],
  ['US', '+61412345678 mobile AU', '011 61 412 345 678'],
  ['AU', 'not_a_valid_number', '0061 412 345 678', '9876 5432', '000', '112', '04'],
  ['AU', 'not_a_valid_number', '0412 345', '0412 345 678 9', '0412345678.0'],
  ['US', 'not_a_valid_number', '0412 345 678', '911', '555-2671', '+1 555 555 5555'],
  ['GB', 'not_a_valid_number', '999', '07700 900123'],
  ['US', '+61400000000 mobile AU', '+61400000000'],
  ['AU', '+61298765432 fixed_line AU', '(02) 9876 5432'],
  ['AU', '+61131008 shared_cost AU', '131 008'],
  ['AU', '+611300975707 shared_cost AU', '1300 975 707'],
  ['AU', '+611800022222 toll_free AU', '1800 022 222'],
  ['AU', '+61496160958 mobile AU', '0496 160 958'],
  ['US', '+14155552671 fixed_line_or_mobile US', '(415) 555-2671', '1-415-555-2671'],
  ['AU', '+14155552671 fixed_line_or_mobile US', '+1 415-555-2671'],
  ['US', '+14155552671;ext=123 fixed_line_or_mobile US', '415.555.2671 x123'],
  ['AU', '+61412345678;ext=12 mobile AU', '0412 345 678 ext. 12', '0412 345 678;ext=12', '0412 345 678 #12'],
  ['US', '+12125550123 fixed_line_or_mobile US', '(212) 555-0123'],
  ['US', 'letters', '1-800-FLOWERS'],
  ['US', '+12423651234 fixed_line BS', '+1 242-365-1234'],
  ['GB', '+442079460958 fixed_line GB', '020 7946 0958', '+44 (0)20 7946 0958'],
  ['GB', '+447400123456 mobile GB', '07400 123456'],
  ['DE', '+447400123456 mobile GB', '0044 7400 123456'],
  ['IN', '+919876543210 mobile IN', '098765 43210', '+91-98765-43210', '0091 98765 43210', '९८७६५४३२१०'],
  ['IN', '+911123456789 fixed_line IN', '011 2345 6789'],
  ['IN', '+911800111109 toll_free IN', '1800 11 1109'],
  ['DE', '+49301234567 fixed_line DE', '030 1234567'],
  ['DE', '+49891234567 fixed_line DE', '+49 (0)89 1234567'],
  ['DE', '+4915123456789 mobile DE', '0151 23456789', '＋49 1512 3456789'],
  ['DE', '+4917512345678 mobile DE', '0175 12345678'],
  ['DE', 'letters', '0301234567 Bob', '+49 30 1234567 (mobile)'],
  ['AU', 'multiple_numbers', '0412 345 678 / 02 9876 5432', '0412 345 678, 02 9876 5432', '0412345678;0298765432'],
  ['AU', 'letters', 'Mob: 0412 345 678', 'call after 5pm', 'n/a', '6.1412345678E+10'],
  ['AU', 'empty_input', '', '   ', '\u200b'],
  ['AU', 'parse_failed NOT_A_NUMBER', '++61412345678', '-', '()'],
  ['AU', 'parse_failed INVALID_COUNTRY', '+0061412345678', '+999123456789'],
  ['AU', 'parse_failed TOO_SHORT', '1'],
  ['AU', 'parse_failed TOO_LONG', '123456789012345678901234'],
  ['AU', 'parse_failed', '#12', '0412*345'],
  ['AU', '+80012345678 toll_free null', '+800 1234 5678'],
  ['AU', '+39061234567 fixed_line IT', '+39 06 1234567'],
  ['IT', '+39061234567 fixed_line IT', '06 1234567'],
  ['AR', '+5491123456789 mobile AR', '+54 9 11 2345-6789', '011 15-2345-6789'],
  ['AR', '+541123456789 fixed_line AR', '+54 11 2345-6789'],
  ['MX', 'not_a_valid_number', '+52 1 55 1234 5678'],
  ['MX', '+525512345678 fixed_line_or_mobile MX', '+52 55 1234 5678'],
  ['BJ', 'not_a_valid_number', '+229 85751234'],
];

test.each(
  VECTORS.flatMap(([region, expected, ...phones]) => phones.map((phone) => [phone, region, expected] as const)),
)('%j in %s is %s', (phone, region, expected) => {
  const reading = readPhone(phone, region);
  const told = reading.valid
    ? `${reading.key} ${reading.type} ${reading.country}`
    : [reading.reason, reading.detail].filter((word) => word !== null).join(' ');
  expect(told).toBe(expected);
});

test('A number is told in the form of its own country, with its extension apart', () => {
  expect(readPhone('+1 415 555 2671 x123', 'AU')).toEqual({
    valid: true,
    e164: '+14155552671',
    national: '(415) 555-2671',
    country: 'US',
    type: 'fixed_line_or_mobile',
    extension: '123',
    key: '+14155552671;ext=123',
  });
});

test('Keys are stored with what decides them: the library, its version, and what it knows of numbering plans', () => {
  expect(phoneVersion()).toMatch(/^libphonenumber-js\/max \d+\.\d+\.\d+ [0-9a-f]{12}$/);
});
