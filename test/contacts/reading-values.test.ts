import { expect, test } from 'vitest';
import type { PlanMember } from '../../contacts/plan.ts';
import { csvOf, planOf, row } from './make.ts';

async function member(cells: Record<string, string>): Promise<PlanMember | undefined> {
  const { clusters } = await planOf(csvOf(row({ 'Display ID': 'REVU-2' }), row({ 'Display ID': 'REVU-1', ...cells })));
  return clusters[0]?.members[0];
}

test('0 means empty in Modified By Name and User ID', async () => {
  expect(await member({ 'Modified By Name': '0', 'User ID': '0' })).toMatchObject({ modifiedBy: '', userId: '' });
});

test('0 is a value in External Ref', async () => {
  expect(await member({ 'External Ref': '0' })).toMatchObject({ externalRef: '0' });
});

test.each([
  ['TRUE', true],
  ['true', true],
  ['True', true],
  ['FALSE', false],
  ['false', false],
  ['', false],
] as const)('The flag "%s" reads as %s', async (text, value) => {
  expect(await member({ 'Updated by BI service': text })).toMatchObject({ updatedByBi: value });
});

test.each([
  ['2025-01-15 9:05', '2025-01-15T09:05:00Z'],
  ['2025-1-5 09:05', '2025-01-05T09:05:00Z'],
  ['2024-02-29 23:59:58', '2024-02-29T23:59:58Z'],
  ['2025-01-15T09:05:00Z', '2025-01-15T09:05:00Z'],
  ['', ''],
])('The time "%s" reads as "%s"', async (text, value) => {
  expect(await member({ 'Updated At': text })).toMatchObject({ updatedAt: value });
});

test.each(['2025-02-29 9:05', '2025-13-01 9:05', '2025-01-15 24:00', '2025-01-15 9:60', '2025-01-15', '0'])(
  'The time "%s" is refused',
  async (text) => {
    const { rejected } = await planOf(csvOf(row({ 'Updated At': text })));
    expect(rejected).toMatchObject([{ column: 'Updated At' }]);
  },
);

test('E-mails are trimmed and lower-cased before they are compared', async () => {
  const { clusters } = await planOf(
    csvOf(
      row({ 'Display ID': 'REVU-1', Email: ' Zoë@Example.COM ' }),
      row({ 'Display ID': 'REVU-2', Email: 'zoë@example.com' }),
    ),
  );
  expect(clusters).toMatchObject([{ email: 'zoë@example.com', members: [{ id: 'REVU-1' }, { id: 'REVU-2' }] }]);
});

test('A formula in a name is data and stays as it is', async () => {
  expect(await member({ 'Devrev Account Name': '=cmd()' })).toMatchObject({ accountName: '=cmd()' });
});

test('Contacts without an e-mail are counted and in no cluster', async () => {
  const rows = ['REVU-1', 'REVU-2'].map((id) => row({ 'Display ID': id, Email: ' ' }));
  expect(await planOf(csvOf(...rows))).toMatchObject({ clusters: [], withoutEmail: 2, contacts: 2 });
});

test('Contacts whose e-mail the rules leave out are counted and in no cluster', async () => {
  const rows = ['REVU-1', 'REVU-2'].map((id) => row({ 'Display ID': id, Email: 'NoReply@example.com' }));
  expect(await planOf(csvOf(...rows))).toMatchObject({
    clusters: [],
    leftOut: [{ pattern: 'noreply@*', contacts: 2, emails: 1 }],
  });
});

test('An id that stands on two rows is told with its lines', async () => {
  const { repeatedIds } = await planOf(csvOf(row(), row({ 'Display ID': 'REVU-2' }), row({ Tickets: 'abc' })));
  expect(repeatedIds).toEqual([{ id: 'REVU-1', lines: [2, 4] }]);
});
