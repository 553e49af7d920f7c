import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareTexts,
  intern,
  LONGEST_TEXT,
  numberOf,
  openArena,
  openDictionary,
  seal,
  textOf,
} from '../../matching/text/dictionary.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\u00ff', '\u0100', '王', '\ud800'), maxLength: 12 });

test('Each text is kept once and comes back as it was, in bytes or not, also after the room for more was given back', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 80 }), fc.array(text, { maxLength: 20 }), (some, later) => {
      const arena = openArena();
      const [one, other] = [openDictionary(arena), openDictionary(arena)];
      const known = new Map<string, number>();
      const check = (words: readonly string[]): void => {
        for (const word of words) {
          const id = intern(one, word);
          intern(other, `${word}!`);
          expect(id).toBe(word === '' ? -1 : (known.get(word) ?? known.size));
          if (word !== '') known.set(word, id);
        }
        for (const [word, id] of known) expect(textOf(one, id)).toBe(word);
      };
      check(some);
      seal(one);
      seal(other);
      check([...later, ...some]);
    }),
  );
});

test('Texts are in the order in which strings are, unit by unit, and only those that were taken in are found', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), text, (some, another) => {
      const dictionary = openDictionary(openArena());
      const numbers = some.map((word) => intern(dictionary, word));
      for (const [at, word] of some.entries()) {
        expect(numberOf(dictionary, word)).toBe(numbers[at]);
        for (const [beside, other] of some.entries()) {
          const order = Math.sign(compareTexts(dictionary, numbers[at] as number, numbers[beside] as number));
          expect(order).toBe(word === other ? 0 : word < other ? -1 : 1);
        }
      }
      expect(numberOf(dictionary, another)).toBe(numbers[some.indexOf(another)] ?? -1);
      expect(dictionary.size).toBe(new Set(some.filter((word) => word !== '')).size);
    }),
  );
});

test('Units take one byte until one needs two, and what is longer than any value is cut', () => {
  const dictionary = openDictionary(openArena());
  intern(dictionary, 'Zoë');
  expect(dictionary.arena.units).toBeInstanceOf(Uint8Array);
  const long = intern(dictionary, '王'.repeat(10_000));
  expect(dictionary.arena.units).toBeInstanceOf(Uint16Array);
  expect(textOf(dictionary, 0)).toBe('Zoë');
  expect(textOf(dictionary, long)).toBe('王'.repeat(LONGEST_TEXT));
});
