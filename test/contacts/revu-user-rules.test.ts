import { expect, test } from 'vitest';
import { revuUser } from '../../contacts/profiles/revu-user.ts';
import { revuCluster } from './revu-user.ts';

const OWN = { externalRef: 'REVU-1' };
const NEWER = '2025-02-01T00:00:00.000000000Z';

function handedOver(...members: Parameters<typeof revuCluster>): unknown {
  return revuUser.externalRef?.(revuCluster(...members));
}

test("The one contact of DevRev's own is kept, also when it is the oldest and has the highest id", () => {
  const cluster = revuCluster({ externalRef: 'user_1', updatedAt: NEWER }, { externalRef: 'user_2' }, OWN);
  expect(cluster).toMatchObject({
    decision: 'auto',
    strategy: 'revu-ref',
    primary: 'REVU-3',
    duplicates: ['REVU-1', 'REVU-2'],
    reason: "REVU-3 is the only one left whose external ref starts with 'REVU-'",
  });
});

test("Several contacts of DevRev's own go to review, and the newest of them is the choice", () => {
  const cluster = revuCluster(OWN, { externalRef: 'REVU-2', updatedAt: NEWER }, { externalRef: 'user_3' });
  expect(cluster).toMatchObject({ decision: 'review', primary: 'REVU-2' });
  expect(cluster.reason).toBe("2 contacts have an external ref that starts with 'REVU-': REVU-1, REVU-2");
});

test("No contact of DevRev's own goes to review, and among equally new ones the lowest id is the choice", () => {
  const cluster = revuCluster({ id: 'REVU-10', externalRef: 'user_1' }, { id: 'REVU-9', externalRef: 'user_2' });
  expect(cluster).toMatchObject({ decision: 'review', primary: 'REVU-9', strategy: 'newest-then-lowest-id' });
  expect(cluster.reason).toBe("no contact has an external ref that starts with 'REVU-'");
});

test('More than ten members go to review', () => {
  const users = Array.from({ length: 10 }, (_, at) => ({ externalRef: `user_${at}` }));
  expect(revuCluster(OWN, ...users)).toMatchObject({ decision: 'review', reason: '11 members, more than 10' });
  expect(revuCluster(OWN, ...users.slice(1)).decision).toBe('auto');
});

test('The newest user ref is handed over, among equally new ones that of the lowest id', () => {
  const [older, newer] = [{ externalRef: 'user_a' }, { externalRef: 'user_b', updatedAt: NEWER }];
  expect(handedOver(OWN, older, newer)).toEqual({ from: 'REVU-3', oldRef: 'REVU-1', newRef: 'user_b' });
  expect(handedOver({ ...OWN, updatedAt: '2026' }, older, { externalRef: 'user_c' })).toMatchObject({ from: 'REVU-2' });
});

test('Nothing is handed over where no duplicate has a user ref, or where the contact that is kept has one itself', () => {
  expect(handedOver(OWN, { externalRef: 'REVU-2' })).toBeNull();
  expect(handedOver({ externalRef: 'user_a' }, { externalRef: 'user_b', updatedAt: NEWER })).toBeNull();
});
