import { expect, test } from 'vitest';
import { durationText } from '../../contacts/words/duration-text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.for([
  [-5, '0 s'],
  [1_400, '1 s'],
  [60_000, '60 s'],
  [119_400, '119 s'],
  [2 * MINUTE, '2 min'],
  [59.4 * MINUTE, '59 min'],
  [59.6 * MINUTE, '1 h 0 min'],
  [HOUR + 59.6 * MINUTE, '2 h 0 min'],
  [47 * HOUR, '47 h 0 min'],
  [49 * HOUR, '2 d 1 h'],
  [71.6 * HOUR, '3 d 0 h'],
] as const)('%d ms are %s', ([ms, text]) => {
  expect(durationText(ms)).toBe(text);
});
