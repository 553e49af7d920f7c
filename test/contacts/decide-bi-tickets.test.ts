import { expect, test } from 'vitest';
import type { Contact } from '../../contacts/contact.ts';
import { contacts, onlyCluster } from './make.ts';

function decision(...overrides: Partial<Contact>[]): string {
  const { decision, strategy } = onlyCluster({
    contacts: contacts(...overrides.map((one) => ({ externalRef: 'user_1', ...one }))),
  });
  return `${strategy} ${decision}`;
}

test('A bi-tickets winner with the flag and the most tickets is decided automatically', () => {
  expect(decision({ updatedByBi: true, tickets: 3 }, { tickets: 2 })).toBe('bi-tickets auto');
});

test.each<[string, Partial<Contact>[]]>([
  ['the count points to another', [{ updatedByBi: true, tickets: 1 }, { tickets: 2 }]],
  ['the counts are equal', [{ updatedByBi: true, tickets: 2 }, { tickets: 2 }]],
  ['nobody has the flag', [{ tickets: 1 }, { tickets: 2 }]],
  [
    'everybody has the flag',
    [
      { updatedByBi: true, tickets: 1 },
      { updatedByBi: true, tickets: 2 },
    ],
  ],
])('A bi-tickets winner goes to review where %s', (_, overrides) => {
  expect(decision(...overrides)).toBe('bi-tickets review');
});
