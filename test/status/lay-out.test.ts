import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut, lookOf } from '../../scripts/status/lay-out.ts';

const word = fc.stringMatching(/^[a-z█─,.]{1,30}$/);
const line = fc.record({
  text: fc
    .tuple(fc.nat(4), fc.array(word, { minLength: 1 }))
    .map(([indent, words]) => ' '.repeat(indent) + words.join(' ')),
  tone: fc.constantFrom('bad' as const, 'waiting' as const),
});

test('However narrow, no line is too long, and no letter is lost or moved', () => {
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 120 }), fc.boolean(), (lines, columns, color) => {
      const drawn = layOut(lines, { columns, color }).map(stripVTControlCharacters);
      for (const part of drawn) expect([...part].length).toBeLessThanOrEqual(columns);
      const letters = (texts: string[]): string => texts.join('').replaceAll(' ', '');
      expect(letters(drawn)).toBe(letters(lines.map(({ text }) => text)));
    }),
  );
});

test('Colours are for terminals, where NO_COLOR is not set', () => {
  const terminal = { isTTY: true, columns: 100 };
  expect(lookOf(terminal, {})).toEqual({ columns: 99, color: true });
  expect(lookOf(terminal, { NO_COLOR: '1' })).toEqual({ columns: 99, color: false });
  expect(lookOf(terminal, { TERM: 'dumb' }).color).toBe(false);
  expect(lookOf({ isTTY: false }, {})).toEqual({ columns: Number.POSITIVE_INFINITY, color: false });
});
