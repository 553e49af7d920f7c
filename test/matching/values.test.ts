import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailKey } from '../../contacts/keys/email-key.ts';
import { address } from '../../matching/values/address.ts';
import { company } from '../../matching/values/company.ts';
import { date, dayOrderOf } from '../../matching/values/dates.ts';
import { email } from '../../matching/values/email.ts';
import { personName } from '../../matching/values/person-name.ts';
import { phone } from '../../matching/values/phone.ts';
import { code, words } from '../../matching/values/words.ts';

/** Of several scripts, composed and with marks of their own. */
const LETTERS = [...'aBzÄéßłÑŐ王明Иё\u0301\u0308ΩάΣ 1-.,’\u200b'];

const name = (given: Partial<Parameters<typeof personName>[0]>) => {
  const { first, last, suffix, isCouple } = personName({ first: '', middle: '', last: '', full: '', ...given });
  return [first, last, suffix, isCouple];
};

test('Words are small letters without accents, one blank between them', () => {
  expect(words("  O'Neill–GARCÍA  ")).toBe('oneill garcia');
  expect(words('Łukasz Straße')).toBe('lukasz strasse');
  expect(words('王小明')).toBe('王小明');
  expect(code('AB 12-3')).toBe('ab123');
});

test('Direction marks, NUL and halves of characters are nothing', () => {
  expect(words('\u202eAnna\u0000\ud800 Ma\u200brie')).toBe('anna marie');
});

test('Normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 30 }), (text) => {
      for (const normalise of [words, code, address]) expect(normalise(normalise(text))).toBe(normalise(text));
    }),
    { numRuns: 200 },
  );
});

test('A full name is taken apart, with titles and suffixes cut', () => {
  expect(name({ full: 'Dr. Anna Maria Smith' })).toEqual(['anna maria', 'smith', 0, false]);
  expect(name({ full: 'Smith, John Jr.' })).toEqual(['john', 'smith', 1, false]);
  expect(name({ full: '王小明' })).toEqual(['小明', '王', 0, false]);
  expect(name({ full: 'Cher' })).toEqual(['cher', '', 0, false]);
});

test('A middle name is a part of the first one, and a suffix is read from either', () => {
  expect(name({ first: 'John', middle: 'Q', last: 'Public III' })).toEqual(['john q', 'public', 3, false]);
});

test('Two people in one record are seen', () => {
  expect(name({ first: 'John & Mary', last: 'Smith' })[3]).toBe(true);
  expect(name({ full: 'Anna und Karl Wolf' })[3]).toBe(true);
  expect(name({ first: 'Anderson', last: 'Andrade' })[3]).toBe(false);
});

test('A number is its last ten digits, national or international, with its extension apart', () => {
  expect(phone('+1 (718) 805-1920')).toBe('7188051920');
  expect(phone('718.805.1920')).toBe('7188051920');
  expect(phone('+44 20 7946 0958')).toBe(phone('020 7946 0958'));
  expect(phone('718-805-1920 ext. 12')).toBe('7188051920x12');
  expect(['', 'n/a', '1234', '0000000000', '1234567890', '5555555555'].map(phone)).toEqual(['', '', '', '', '', '']);
});

test('An address is small, without blanks and without the name before it', () => {
  const read = (text: string): string => email(text, emailKey);
  expect(read('Anna Smith <Anna.Smith@Example.COM>')).toBe('anna.smith@example.com');
  expect(read(' a@b.c ')).toBe('a@b.c');
  expect([read('none'), read('@b.c'), read('a@')]).toEqual(['', '', '']);
  expect(read('a@büro.test')).toBe('a@xn--bro-hoa.test');
});

test('A company has no legal form, unless it is nothing else', () => {
  expect(company('The Acme Co., Inc.')).toBe('acme');
  expect(company('Müller GmbH & Co. KG')).toBe('muller');
  expect(company('AG')).toBe('ag');
});

test('Words of streets are short', () => {
  expect(address('12 North Main Street, Suite 4')).toBe('12 n main st ste 4');
});

test.each([
  ['1980-04-03', '19800403'],
  ['19800403', '19800403'],
  ['3 Apr 1980', '19800403'],
  ['April 3rd, 1980', '19800403'],
  ['03/04/1980', '19800403'],
  ['03.04.80', '19800403'],
  ['03.04.24', '20240403'],
  ['1980-04-03T10:00:00Z', '19800403'],
  ['1980-02-30', ''],
  ['1900-01-01', ''],
  ['soon', ''],
])('%s is %s', (text, expected) => {
  expect(date(text, { order: 'day-first', newest: 2026 })).toBe(expected);
});

test('Only a day above twelve tells in which order a date stands', () => {
  expect(['13/04/1980', '04/13/1980', '03/04/1980'].map(dayOrderOf)).toEqual(['day-first', 'month-first', null]);
});
