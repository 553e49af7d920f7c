import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTimestamp, timestampColumn } from '../../contacts/csv/timestamp.ts';

const two = (most: number) => fc.integer({ min: 0, max: most }).map((one) => String(one).padStart(2, '0'));
const time = fc.tuple(two(13), two(32), two(25), two(61)).map(([month, day, hour, minute]) => {
  return `2025-${month}-${day} ${hour}:${minute}`;
});

test('A column answers each time as if it had been asked for the first time, however many it has seen', () => {
  const ofColumn = timestampColumn();
  fc.assert(
    fc.property(fc.oneof(time, fc.string({ maxLength: 20 })), (text) => {
      expect(ofColumn(text)).toBe(parseTimestamp(text));
      expect(ofColumn(text)).toBe(parseTimestamp(text));
    }),
    { seed: 10, numRuns: 10_000 },
  );
});
