import { expect, test } from 'vitest';
import { isTooBad, sinceResume } from '../../workflows/run/brake-limits.ts';

const COUNTS = { started: 0, done: 0, held: 0, skipped: 0, failed: 0, notStarted: 0, merged: 0 };

test.each([
  ['before 50 have ended, whatever became of them', { ended: 49, bad: 49 }, false],
  ['at 2 % of 50', { ended: 50, bad: 1 }, false],
  ['above 2 % of 50', { ended: 50, bad: 2 }, true],
  ['at 2 % of 1,000', { ended: 1000, bad: 20 }, false],
  ['above 2 % of 1,000', { ended: 1000, bad: 21 }, true],
  ['when nothing has ended', { ended: 0, bad: 0 }, false],
])('The brake %s', (_when, tally, stops) => {
  expect(isTooBad(tally)).toBe(stops);
});

test('Held, skipped and failed clusters are bad ones, those not started have not ended', () => {
  const counts = { ...COUNTS, done: 40, held: 3, skipped: 2, failed: 1, notStarted: 7 };
  expect(sinceResume({ counts, accepted: { ended: 0, bad: 0 } })).toEqual({ ended: 46, bad: 6 });
});

test('A resume accepts what was counted so far: the same clusters do not stop the run again, as many new ones do', () => {
  const accepted = { ended: 57, bad: 2 };
  const after = (done: number, held: number): boolean =>
    isTooBad(sinceResume({ counts: { ...COUNTS, done, held }, accepted }));
  expect(after(55, 2)).toBe(false);
  expect(after(105, 2)).toBe(false);
  expect(after(104, 3)).toBe(false);
  expect(after(102, 4)).toBe(false);
  expect(after(103, 4)).toBe(true);
});
