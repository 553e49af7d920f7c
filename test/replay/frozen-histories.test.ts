import { expect, test } from 'vitest';
import { readableHistory, recordedSums, sumsText } from './history-files.ts';
import { SHAPES } from './shapes.ts';

test('Every recorded history is listed in SHA256SUMS and has the bytes it was recorded with', () => {
  expect(sumsText()).toBe(recordedSums());
});

test.for(SHAPES)('The history of %s is there and shows what its name says', ([shape, marks]) => {
  const text = readableHistory(shape);
  expect(marks.filter((mark) => !text.includes(mark))).toEqual([]);
});
