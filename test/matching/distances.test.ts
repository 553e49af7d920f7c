import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edits } from '../../matching/text/edits.ts';
import { jaroWinkler } from '../../matching/text/jaro-winkler.ts';
import { lacking, lettersOf, nearestPossible } from '../../matching/text/letters.ts';
import { soundex } from '../../matching/text/soundex.ts';
import { plainJaroWinkler } from './plain-jaro-winkler.ts';

/** Few letters, so that most texts have something in common. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', ' '), maxLength: 40 });

function units(a: string, b: string): [Uint16Array<ArrayBuffer>, number, number, number, number] {
  const both = Uint16Array.from(a + b, (letter) => letter.charCodeAt(0));
  return [both, 0, a.length, a.length, b.length];
}
const closeness = (a: string, b: string): number => jaroWinkler(...units(a, b));
const distance = (a: string, b: string, most: number): number => edits(...units(a, b), most);

test.each([
  ['martha', 'marhta', 0.9611],
  ['dwayne', 'duane', 0.84],
  ['dixon', 'dicksonx', 0.8133],
  ['jones', 'johnson', 0.8324],
  ['abc', 'xyz', 0],
  ['', '', 1],
  ['', 'a', 0],
])('%s and %s are as near as the literature says', (a, b, expected) => {
  expect(closeness(a, b)).toBeCloseTo(expected, 3);
});

test('Jaro and Winkler give what the textbook loop gives, in both orders, for short and for long texts', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [short, long] = a.length <= b.length ? [a, b] : [b, a];
      expect(closeness(a, b)).toBeCloseTo(plainJaroWinkler(short, long), 12);
      expect(closeness(a, b)).toBe(closeness(b, a));
    }),
    { numRuns: 2000 },
  );
});

test('Edits are those of the whole table wherever they are few, in both orders', () => {
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 2 }), (a, b, most) => {
      expect(distance(a, b, most)).toBe(Math.min(wholeTable(a, b), most + 1));
      expect(distance(b, a, most)).toBe(distance(a, b, most));
    }),
    { numRuns: 2000 },
  );
});

test('What letters say is never stricter than the texts: no two are nearer, and no fewer edits apart', () => {
  const letters = (one: string): number => lettersOf(units(one, '')[0], 0, one.length);
  const some = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '7', 'W', 'w', '李', ' '), maxLength: 12 });
  fc.assert(
    fc.property(some, some, (a, b) => {
      const most = nearestPossible(a.length, letters(a), b.length, letters(b));
      if (a !== '' && b !== '') expect(most).toBeGreaterThanOrEqual(closeness(a, b));
      expect(Math.max(lacking(letters(a), letters(b)), lacking(letters(b), letters(a)))).toBeLessThanOrEqual(
        distance(a, b, 20),
      );
    }),
    { numRuns: 2000 },
  );
});

test('One insertion, deletion, replacement or exchange is one edit', () => {
  expect(['smth', 'smiith', 'smyth', 'simth', 'smith'].map((name) => distance('smith', name, 2))).toEqual([
    1, 1, 1, 1, 0,
  ]);
});

test.each([
  ['robert', 'r163'],
  ['rupert', 'r163'],
  ['ashcraft', 'a261'],
  ['tymczak', 't522'],
  ['pfister', 'p236'],
  ['lee', 'l000'],
])('%s sounds as %s', (name, code) => {
  expect(soundex(name)).toBe(code);
});

function wholeTable(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, at) =>
    Array.from({ length: b.length + 1 }, (_, other) => (at === 0 ? other : other === 0 ? at : 0)),
  );
  const cell = (at: number, other: number): number => rows[at]?.[other] ?? 0;
  for (let at = 1; at <= a.length; at++) {
    for (let other = 1; other <= b.length; other++) {
      const replaced = cell(at - 1, other - 1) + (a[at - 1] === b[other - 1] ? 0 : 1);
      let best = Math.min(cell(at - 1, other) + 1, cell(at, other - 1) + 1, replaced);
      const isExchange = at > 1 && other > 1 && a[at - 1] === b[other - 2] && a[at - 2] === b[other - 1];
      if (isExchange) best = Math.min(best, cell(at - 2, other - 2) + 1);
      (rows[at] as number[])[other] = best;
    }
  }
  return cell(a.length, b.length);
}
