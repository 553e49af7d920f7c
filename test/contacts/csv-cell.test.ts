import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeCell } from '../../contacts/csv/safe-cell.ts';

test.each(['=cmd()', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '＋1', '－1', '＠1'])(
  'The cell %j is written with an apostrophe before it',
  (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  },
);

test.each(['', 'Zoë', "'=1", ' x', '1-2', 'a=b'])('The cell %j is written as it is', (text) => {
  expect(safeCell(text)).toBe(text);
});

test('No cell of a written CSV starts a formula, and all of its text is there', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\0＝＋－＠",;ab '), maxLength: 6 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(texts, (cells) => {
      const [back = []] = parse(stringify([['first', ...cells.map(safeCell)]])) as string[][];
      expect(back.slice(1).filter((cell) => /^[=+\-@\t\r\n\0＝＋－＠]/.test(cell))).toEqual([]);
      expect(back.slice(1).map((cell, at) => cell.slice(cell.length - (cells[at]?.length ?? 0)))).toEqual(cells);
    }),
  );
});
