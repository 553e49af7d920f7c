import { expect, test } from 'vitest';
import { winner } from './make.ts';

const REF = { externalRef: 'user_1' };

test('Of contacts with one external ref the one that the BI service updated wins, even with fewer tickets', () => {
  expect(winner({ ...REF, tickets: 5 }, { ...REF, updatedByBi: true, tickets: 1 })).toBe('bi-tickets REVU-2');
});

test('Where the flag says nothing the one with more tickets wins', () => {
  expect(winner({ ...REF, tickets: 1 }, { ...REF, tickets: 2 })).toBe('bi-tickets REVU-2');
});

test('Of several flagged ones the one with more tickets wins', () => {
  const flagged = { ...REF, updatedByBi: true };
  expect(winner({ ...flagged, tickets: 1 }, { ...REF, tickets: 9 }, { ...flagged, tickets: 2 })).toBe(
    'bi-tickets REVU-3',
  );
});

test.each([
  ['user_1', 'user_2'],
  ['', ''],
])('Contacts with the refs "%s" and "%s" are not compared so', (a, b) => {
  const older = { updatedAt: '2024-01-01T00:00:00Z' };
  expect(winner({ externalRef: a }, { externalRef: b, updatedByBi: true, tickets: 3, ...older })).toBe(
    'newest-then-lowest-id REVU-1',
  );
});
