import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeCell, unguarded } from '../../contacts/csv/safe-cell.ts';

test.each(['=cmd()', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '＋1', '－1', '＠1', "'=1"])(
  'The cell %j is written with an apostrophe before it',
  (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  },
);

test.each(['', 'Zoë', "'n Beetje", ' x', '1-2', 'a=b'])('The cell %j is written and read as it is', (text) => {
  expect(safeCell(text)).toBe(text);
  expect(unguarded(text)).toBe(text);
});

test('No cell of a written CSV starts a formula, and each reads back as what was written', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\0＝＋－＠\'",;ab '), maxLength: 6 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(texts, (cells) => {
      const [back = []] = parse(stringify([['first', ...cells.map(safeCell)]])) as string[][];
      expect(back.slice(1).filter((cell) => /^[=+\-@\t\r\n\0＝＋－＠]/.test(cell))).toEqual([]);
      expect(back.slice(1).map(unguarded)).toEqual(cells);
    }),
    { numRuns: 1000 },
  );
});
