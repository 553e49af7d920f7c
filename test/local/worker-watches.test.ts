import { expect, test } from 'vitest';
import { NotReachable } from '../../config/not-reachable.ts';
import { type Servers, untilServersLost } from '../../workers/watch-servers.ts';

/** Where nobody answers. */
const HERE: Servers = {
  databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
  temporal: { address: '127.0.0.1:7233' },
  namespace: 'default',
};

function lost(now: () => Servers): Promise<string | null> {
  return untilServersLost({ servers: HERE, find: now, patienceMs: 300, signal: new AbortController().signal });
}

test.for<[what: string, now: Servers]>([
  ['the database', { ...HERE, databaseUrl: 'postgres://nobody@127.0.0.1:2/none' }],
  ['Temporal', { ...HERE, temporal: { address: '127.0.0.1:7234' } }],
  ['the namespace', { ...HERE, namespace: 'other' }],
])('A worker hears that %s has moved, before it has waited for the one that it knows', async ([, now]) => {
  expect(await lost(() => now)).toBe('moved');
});

test('One whose servers stay where they are, or are nowhere, begins anew once its store has been away for long', async () => {
  const nowhere = (): Servers => {
    throw new NotReachable('up is not there', { code: 'no-stack' });
  };
  expect(await lost(() => HERE)).toBe('store-away');
  expect(await lost(nowhere)).toBe('store-away');
});
