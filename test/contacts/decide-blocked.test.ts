import { expect, test } from 'vitest';
import { clustersOfPlan, contact, contacts, onlyCluster } from './make.ts';

const clear = () => contacts({ externalRef: 'user_1' }, {}, {});

test('A never-merge pair leaves its cluster to a person, in either direction and with its reason: the others may be one', () => {
  const neverMerge = [{ a: 'REVU-3', b: 'REVU-1', reason: 'father and son' }];
  expect(onlyCluster({ contacts: clear(), neverMerge })).toMatchObject({
    decision: 'review',
    reason: 'REVU-3 and REVU-1 may never be merged (father and son)',
    apart: [{ a: 'REVU-1', b: 'REVU-3' }],
  });
});

test('A cluster of which no two may be merged is blocked: there is nothing to ask', () => {
  const pairs = ['REVU-1 REVU-2', 'REVU-3 REVU-2', 'REVU-3 REVU-1'].map((pair) => pair.split(' '));
  const neverMerge = pairs.map(([a = '', b = '']) => ({ a, b, reason: '' }));
  const cluster = onlyCluster({ contacts: clear(), neverMerge });
  expect(cluster.decision).toBe('blocked');
  expect(cluster).not.toHaveProperty('apart');
});

test('A never-merge pair that is not in one cluster blocks nothing', () => {
  const neverMerge = [{ a: 'REVU-1', b: 'REVU-99', reason: '' }];
  expect(onlyCluster({ contacts: clear(), neverMerge }).decision).toBe('auto');
});

test('An id on two rows of a cluster blocks it and is a member once', () => {
  const cluster = onlyCluster({ contacts: [...clear(), contact({ id: 'REVU-2', tickets: 7 })] });
  expect(cluster).toMatchObject({ decision: 'blocked', reason: 'REVU-2 stands on more than one row' });
  expect(cluster.members.map(({ id }) => id)).toEqual(['REVU-1', 'REVU-2', 'REVU-3']);
});

test('An id under two e-mails joins and blocks both clusters', () => {
  const bob = { email: 'bob@example.com' };
  const others = [contact({ ...bob, id: 'REVU-3' }), contact({ ...bob, id: 'REVU-4' })];
  const cluster = onlyCluster({ contacts: [...clear(), ...others] });
  expect(cluster.decision).toBe('blocked');
  expect(cluster.members.map(({ id }) => id)).toEqual(['REVU-1', 'REVU-2', 'REVU-3', 'REVU-4']);
});

test('A row that repeats the only contact of an e-mail makes no cluster', () => {
  expect(clustersOfPlan({ contacts: [contact({}), contact({ tickets: 2 })] })).toEqual([]);
});

test('An id that also stands on a rejected row blocks its cluster', () => {
  const rejected = [
    { code: 'number' as const, line: 9, column: 'Tickets', problem: '', email: 'eve@example.com', id: 'REVU-1' },
  ];
  expect(onlyCluster({ contacts: clear(), rejected }).decision).toBe('blocked');
});
