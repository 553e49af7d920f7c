import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEmailAddress } from '../../contacts/keys/email-address.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { patience } from '../support/patience.ts';

// What each address is read as is held to a recorded application: test/api/golden/emails.json.

const pieces = fc.constantFrom(
  'a',
  'Z',
  '9',
  '.',
  '..',
  '-',
  '--',
  '@',
  '<',
  '>',
  '"',
  ' ',
  'xn--',
  'é',
  'ß',
  '😀',
  '。',
  '\0',
  '\u200b',
  '.com',
  "'",
  '\\',
  '[',
  ']',
  '＠',
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(pieces, { maxLength: 20 }).map((found) => found.join('')),
  fc.emailAddress(),
);

test('Any text is an address or has its reason, and an address is read as itself', () => {
  let addresses = 0;
  fc.assert(
    fc.property(hostile, (text) => {
      const reading = readEmailAddress(text);
      if ('fault' in reading) {
        expect(reading.fault).toMatch(/\w/);
        return;
      }
      addresses += 1;
      expect(reading.address).toMatch(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/);
      expect(readEmailAddress(reading.address)).toEqual(reading);
    }),
    { numRuns: 5000 },
  );
  expect(addresses).toBeGreaterThan(500);
});

test('No text takes long', () => {
  const took = cpuTime(() => {
    for (const text of [
      'a.'.repeat(1024),
      `${'a '.repeat(1023)}<`,
      `"${'\\'.repeat(2046)}`,
      `a@${'a-'.repeat(1023)}`,
      '<'.repeat(2048),
    ]) {
      for (let time = 0; time < 20; time += 1) readEmailAddress(text);
    }
  });
  expect(took).toBeLessThan(patience(1000));
});
