import { expect, test } from 'vitest';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { generateWorld } from '../../samples/generate-world.ts';
import { planOf } from './make.ts';

const sample = await planOf(generateWorld({ seed: 1 }).csv);
const { clusters } = sample;

test('The sample is large enough', () => {
  expect(sample.contacts).toBeGreaterThanOrEqual(300);
  expect(clusters.length).toBeGreaterThanOrEqual(120);
});

test.each(externalContacts.strategies.map(({ name }) => name))('The rule %s decides some clusters', (name) => {
  expect(clusters.filter(({ strategy }) => strategy === name).length).toBeGreaterThanOrEqual(5);
});

test('There are clusters of every decision, most of them automatic', () => {
  const count = (wanted: string): number => clusters.filter(({ decision }) => decision === wanted).length;
  expect(count('auto')).toBeGreaterThan(80);
  expect(count('review')).toBeGreaterThan(20);
  expect(count('blocked')).toBeGreaterThan(1);
});

test('There are trios and larger ones, and some that are too large', () => {
  const sizes = new Set(clusters.map(({ members }) => members.length));
  for (const size of [2, 3, 4, 6, 11, 12]) expect(sizes).toContain(size);
});

test('There are rejected rows of every kind, left-out e-mails and contacts without one', () => {
  const columns = sample.rejected.map(({ column }) => column).sort();
  expect(columns).toEqual(['Display ID', 'Email', 'Tickets', 'Tickets', 'Updated At', null]);
  expect(sample.leftOut).toHaveLength(2);
  expect(sample.withoutEmail).toBe(3);
  expect(sample.repeatedIds).toHaveLength(2);
});
