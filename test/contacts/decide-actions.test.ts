import { expect, test } from 'vitest';
import { clustersOfPlan, contact, contacts, onlyCluster } from './make.ts';

const pair = (primary: string, duplicate: string) =>
  contacts({ externalRef: 'user_1', action: primary }, { action: duplicate });

test.each([
  ['Main', 'Merge'],
  [' main ', 'MERGE'],
])('Notes of "%s" and "%s" agree with our choice', (primary, duplicate) => {
  expect(onlyCluster({ contacts: pair(primary.trim(), duplicate) }).decision).toBe('auto');
});

test.each([
  ['Merge', 'Main'],
  ['Main', 'Main'],
  ['Merge', 'Merge'],
  ['Main', ''],
  ['', 'Merge'],
  ["don't merge", 'Main'],
])('Notes of "%s" and "%s" send the cluster to review', (primary, duplicate) => {
  expect(onlyCluster({ contacts: pair(primary, duplicate) }).decision).toBe('review');
});

test('What the person wrote is quoted', () => {
  expect(onlyCluster({ contacts: pair('two people!', '') }).reason).toBe(
    "the Action column says REVU-1 'two people!', REVU-2 (blank), the rules choose REVU-1",
  );
});

test('A cluster left blank in a sheet that decides others goes to review', () => {
  const decided = contact({ id: 'REVU-9', email: 'bob@example.com', action: 'Keep' });
  expect(onlyCluster({ contacts: [...pair('', ''), decided] })).toMatchObject({
    decision: 'review',
    reason: 'the Action column is blank here, although it decides other clusters',
  });
});

test('Agreeing notes do not lift a cluster out of review', () => {
  const members = contacts({ action: 'Main' }, { action: 'Merge' });
  expect(clustersOfPlan({ contacts: members })).toMatchObject([{ decision: 'review' }]);
});
