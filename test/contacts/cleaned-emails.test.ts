import { expect, test } from 'vitest';
import { buildPlan } from '../../contacts/planning/build-plan.ts';
import { externalContacts } from '../../contacts/profiles/external-contacts.ts';
import { emailPattern } from '../../contacts/rules/email-pattern.ts';
import { contacts, csvOf, planOf, RULES, row } from './make.ts';

const two = (a: string, b: string): string =>
  csvOf(row({ Email: a, 'External Ref': 'user_1' }), row({ Email: b, 'Display ID': 'REVU-2' }));

test('A cluster that only cleaning brought together is for review, with both spellings visible in the reason', async () => {
  const { clusters } = await planOf(two('ada@example.com', 'mailto:a\u200bda@example.com'));
  expect(clusters).toMatchObject([
    {
      decision: 'review',
      strategy: 'cxp-uid',
      email: 'ada@example.com',
      reason: "only cleaning makes 'ada@example.com' and 'mailto:a\\u{200b}da@example.com' one address",
    },
  ]);
});

test('The plan keeps each address as it was written, beside what of it was compared', async () => {
  const { clusters } = await planOf(two('ada@example.com', '<Ada@example.com>'));
  expect(clusters[0]?.members.map(({ keys }) => keys)).toEqual([
    undefined,
    { emails: [{ written: '<Ada@example.com>', compared: 'ada@example.com' }] },
  ]);
});

test('Addresses that are written alike are one without cleaning, and shown as they are written', async () => {
  const alike = await planOf(two('mailto:ada@example.com', 'mailto:ada@example.com'));
  expect(alike.clusters).toMatchObject([{ decision: 'auto', email: 'mailto:ada@example.com' }]);
  const books = await planOf(two('ada@bücher.example', 'ada@bücher.example'));
  expect(books.clusters).toMatchObject([{ decision: 'auto', email: 'ada@bücher.example' }]);
  expect(books.clusters[0]?.members.map(({ keys }) => keys)).toEqual([undefined, undefined]);
});

test('Rows that were cleaned are listed by line with what was taken off, and no others', async () => {
  const csv = csvOf(
    row({ Email: 'Ada@Example.com' }),
    row({ Email: "'<ada@example.com>;", 'Display ID': 'REVU-2' }),
    row({ Email: 'bob@bücher.example', 'Display ID': 'REVU-3' }),
    row({ Email: 'c\u200by＠example.com', 'Display ID': 'REVU-4' }),
  );
  expect((await planOf(csv)).cleaned).toEqual([
    { line: 3, removed: ['quotes', 'punctuation at the end', 'angle brackets'] },
    { line: 5, removed: ['invisible characters', 'full-width characters'] },
  ]);
});

test('A rejected row holds back the cluster of its cleaned address', async () => {
  const good = [row({ 'External Ref': 'user_1' }), row({ 'Display ID': 'REVU-2' })];
  const bad = row({ Email: '<ada@example.com>', 'Display ID': 'REVU-3', Tickets: 'abc' });
  const { clusters } = await planOf(csvOf(...good, bad));
  expect(clusters).toMatchObject([{ decision: 'review', reason: 'a rejected row has the same e-mail' }]);
});

test('Addresses to leave out are known by what they are after cleaning', async () => {
  const { clusters, leftOut } = await planOf(two('noreply@example.com', 'mailto:noreply@example.com'));
  expect(clusters).toEqual([]);
  expect(leftOut).toEqual([{ pattern: 'noreply@*', contacts: 2, emails: 1 }]);
});

test('A pattern in letters of its own script fits the key of an address', () => {
  const rules = { ...RULES, leaveOutEmails: [emailPattern('*@*.BÜCHER.example')] };
  const people = contacts({ email: 'ada@mail.xn--bcher-kva.example' }, { email: 'ada@mail.xn--bcher-kva.example' });
  const plan = buildPlan({ contacts: people, rejected: [], rules, neverMerge: new Map(), profile: externalContacts });
  expect(plan.clusters).toEqual([]);
});
