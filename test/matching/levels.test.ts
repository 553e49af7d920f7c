import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cityLevel, identifierLevel, otherLevel, phoneLevel, postcodeLevel } from '../../matching/levels/codes.ts';
import { dateLevel } from '../../matching/levels/dates.ts';
import { addressBook, EMAIL, emailLevel } from '../../matching/levels/emails.ts';
import { nameBook } from '../../matching/levels/name-book.ts';
import { FIRST, firstNameLevel, LAST, lastNameLevel } from '../../matching/levels/names.ts';
import { addressLevel, companyLevel } from '../../matching/levels/places.ts';
import { similarity, tokenBook } from '../../matching/levels/token-book.ts';
import { intern, openArena, openDictionary } from '../../matching/text/dictionary.ts';
import { twoTexts } from './make.ts';

type Level = (a: string, b: string) => number;

const first: Level = (one, other) => {
  const { dictionary, a, b } = twoTexts(one, other);
  return firstNameLevel(dictionary, nameBook(dictionary), a, b);
};
const last: Level = (one, other) => {
  const { dictionary, a, b } = twoTexts(one, other);
  return lastNameLevel(dictionary, nameBook(dictionary), a, b);
};
const email: Level = (one, other) => {
  const { dictionary, a, b } = twoTexts(one, other);
  return emailLevel(dictionary, addressBook(dictionary), a, b);
};
const simple = (
  level: (dictionary: ReturnType<typeof twoTexts>['dictionary'], a: number, b: number) => number,
): Level => {
  return (one, other) => {
    const { dictionary, a, b } = twoTexts(one, other);
    return level(dictionary, a, b);
  };
};
const weighed = (level: (book: ReturnType<typeof tokenBook>, given: ReturnType<typeof twoTexts>) => number): Level => {
  return (one, other) => {
    const given = twoTexts(one, other);
    const counts = new Uint32Array(given.dictionary.size).fill(1);
    return level(tokenBook(given.dictionary, counts), given);
  };
};
const ALL: Record<string, Level> = {
  first,
  last,
  email,
  phone: simple(phoneLevel),
  postcode: simple(postcodeLevel),
  identifier: simple((dictionary, a, b) => identifierLevel(dictionary, false, a, b)),
  city: simple(cityLevel),
  other: simple(otherLevel),
  company: weighed((book, { dictionary, a, b }) => companyLevel(dictionary, book, a, b)),
  address: weighed((book, { a, b }) => addressLevel(book, a, b)),
};

test.each([
  ['anna', 'anna', 'equal'],
  ['robert', 'bob', 'short'],
  ['bill', 'william', 'short'],
  ['pat', 'patrick', 'part'],
  ['anna', 'annna', 'near'],
  ['a', 'anna', 'part'],
  ['a', 'bob', 'different'],
  ['mary', 'mary ann', 'part'],
  ['john m', 'john michael', 'part'],
  ['ann', 'annika', 'part'],
  ['darlene', 'darletta', 'alike'],
  ['anna', 'peter', 'different'],
] as const)('first names %s and %s are %s', (a, b, level) => {
  expect(first(a, b)).toBe(FIRST[level]);
});

test.each([
  ['smith', 'smyth', 'edit'],
  ['smith', 's', 'part'],
  ['smith', 'smith jones', 'part'],
  ['jones', 'smith jones', 'part'],
  ['johnson', 'johnsson', 'edit'],
  ['smith', 'garcia', 'different'],
] as const)('surnames %s and %s are %s', (a, b, level) => {
  expect(last(a, b)).toBe(LAST[level]);
});

test('Names of two scripts say nothing of each other', () => {
  expect(first('ivan', 'иван')).toBe(0);
  expect(last('wang', '王')).toBe(0);
});

test.each([
  ['a.smith@x.test', 'a.smith@x.test', EMAIL.equal],
  ['a.smith@x.test', 'a.smith@y.test', EMAIL.local],
  ['a.smith@x.test', 'a.smiht@x.test', EMAIL.near],
  ['anna.smith@mail.test', 'annna.smith@example.org', EMAIL.localNear],
  ['bob@mail.test', 'eva.long@mail.test', EMAIL.domain],
  ['bob@mail.test', 'eva.long@example.org', EMAIL.different],
])('%s and %s are of level %i', (a, b, level) => {
  expect(email(a, b)).toBe(level);
});

test.each([
  ['19800403', '19800403', 8],
  ['19800403', '19800304', 7],
  ['19800403', '19800408', 6],
  ['19800403', '19801204', 4],
  ['19800403', '19800612', 4],
  ['19800403', '19800411', 5],
  ['19800403', '19810409', 3],
  ['19800403', '19811226', 2],
  ['19800403', '19551226', 1],
])('dates %s and %s are of level %i', (a, b, level) => {
  expect(simple(dateLevel)(a, b)).toBe(level);
});

test('A number with another extension is another one, and one without may be it', () => {
  const { phone = first } = ALL;
  expect(phone('7188051920x12', '7188051920x13')).toBe(1);
  expect(phone('7188051920x12', '7188051920')).toBe(3);
  expect(phone('7188051920', '2128051920')).toBe(3);
  expect(phone('7188051920', '7188051921')).toBe(4);
});

test('Near values of a counter are the next one’s', () => {
  const near: Level = (one, other) => simple((dictionary, a, b) => identifierLevel(dictionary, true, a, b))(one, other);
  expect([near('1000001', '1000002'), near('1000001', '1000001')]).toEqual([1, 4]);
  expect(ALL.identifier?.('1000001', '1000002')).toBe(3);
});

test('Rare words weigh more than common ones', () => {
  const dictionary = openDictionary(openArena());
  const ids = ['acme logistics', 'acme foods', 'bolt logistics', 'core logistics', 'dart logistics'].map((text) =>
    intern(dictionary, text),
  );
  const book = tokenBook(dictionary, new Uint32Array(dictionary.size).fill(1));
  const [acme = 0, foods = 0, bolt = 0] = ids;
  expect(similarity(book, acme, foods)).toBeGreaterThan(similarity(book, acme, bolt));
});

test('Two addresses agree by their number', () => {
  const { address = first } = ALL;
  expect(address('12 oak st', '12 oak st apt 4')).toBeGreaterThanOrEqual(4);
  expect(address('12 oak st', '14 oak st')).toBeLessThan(4);
});

test.each(Object.entries(ALL))(
  'The level of two %s values is the same in both orders, and the highest only where they are equal',
  (_, level) => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'b', 'n', '1', ' '), minLength: 1, maxLength: 12 })
      .map((some) => some.trim() || 'a');
    fc.assert(
      fc.property(text, text, (a, b) => {
        const highest = level(a, a);
        expect(level(a, b)).toBe(level(b, a));
        expect(level(a, b) === highest).toBe(a === b);
      }),
      { numRuns: 150 },
    );
  },
);
