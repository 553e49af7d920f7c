import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant } from '../../contacts/csv/instant.ts';

test.each([
  ['2025-01-15 09:05:00.000', '2025-01-15T09:05:00.000000000Z'],
  ['2025-01-15 09:05:00', '2025-01-15T09:05:00.000000000Z'],
  ['2025-01-15 9:05', '2025-01-15T09:05:00.000000000Z'],
  ['2025-01-15 09:05:00.123456789', '2025-01-15T09:05:00.123456789Z'],
  ['2025-01-15 09:05:00.5 -0800', '2025-01-15T17:05:00.500000000Z'],
  ['2025-01-15 01:05:00.000 +05:30', '2025-01-14T19:35:00.000000000Z'],
  ['2025-01-15T09:05:00.000Z', '2025-01-15T09:05:00.000000000Z'],
  ['2025-01-15T09:05:00+00', '2025-01-15T09:05:00.000000000Z'],
])('%s is read as %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant);
});

test.each([
  '',
  'x',
  '2025-02-30 09:05:00.000',
  '2025-01-15',
  '2025-01-15 24:05',
  '2025-01-15 09:05:00.',
  '2025-01-15 09:05:00 +15:00',
  '2025-01-15 09:05:00 +01:60',
])("'%s' is no time", (text) => {
  expect(parseInstant(text)).toBeNull();
});

test('Texts compare as the times they stand for, whatever their offsets and fractions', () => {
  const times = fc.date({ min: new Date('1971-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  const offsets = fc.integer({ min: -13 * 60, max: 13 * 60 });
  fc.assert(
    fc.property(times, offsets, times, offsets, (a, offsetA, b, offsetB) => {
      const [first = '', second = ''] = [parseInstant(at(a, offsetA)) ?? '', parseInstant(at(b, offsetB)) ?? ''];
      expect(first < second).toBe(a < b);
      expect(Date.parse(first)).toBe(a.getTime());
    }),
  );
});

/** As somebody with that offset writes it. */
function at(time: Date, offset: number): string {
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, 23).replace('T', ' ');
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${local} ${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
