import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_SHORT_NAMES } from '../../contacts/names/default-short-names.ts';
import { namesDiffer } from '../../contacts/names/names-differ.ts';

const differ = (a: string, b: string): boolean => namesDiffer(a, b, DEFAULT_SHORT_NAMES);

const part = fc.oneof(
  fc.constantFrom(
    'Ada',
    'Bob',
    'Robert',
    'Rob',
    'A.',
    'B.',
    'Lund',
    'Müller',
    'Mueller',
    'Østergård',
    "O'Neill",
    'Dr.',
    'Joel',
  ),
  fc.constantFrom('王', '小明', '王小明', '김민수', 'Иван', 'Ζωή'),
  fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(...'abcdefgouéüßłøñ') }),
);
const parts = fc.array(part, { minLength: 1, maxLength: 6 });
const text = fc.oneof(
  parts.map((all) => all.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

test('No name differs from itself, or from a part of itself', () => {
  fc.assert(
    fc.property(parts, text, (all, any) => {
      expect([differ(any, any), differ(all.join(' '), all.slice(1).join(' '))]).toEqual([false, false]);
    }),
    { numRuns: 2000 },
  );
});

test('It is the same which of the two comes first', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(differ(a, b)).toBe(differ(b, a));
    }),
    { numRuns: 3000 },
  );
});

test('Another order of the parts changes nothing', () => {
  const shuffled = parts.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, text, ([all, others], b) => {
      expect(differ(others.join(' '), b)).toBe(differ(all.join(' '), b));
    }),
    { numRuns: 2000 },
  );
});

test('Capitals change nothing', () => {
  fc.assert(
    fc.property(parts, text, (all, b) => {
      expect(differ(all.join(' ').toUpperCase(), b)).toBe(differ(all.join(' '), b));
    }),
    { numRuns: 2000 },
  );
});

test('Accents change nothing', () => {
  const accent = fc.constantFrom('\u0301', '\u0308', '\u0303', '\u0327', '\u030c');
  fc.assert(
    fc.property(parts, text, accent, fc.nat(60), (all, b, mark, at) => {
      const plain = all.join(' ');
      const accented = plain.replace(/[a-z](?!\p{M})/giu, (letter, place) =>
        place % 60 === at ? letter + mark : letter,
      );
      expect(differ(accented, b)).toBe(differ(plain, b));
    }),
    { numRuns: 2000 },
  );
});
