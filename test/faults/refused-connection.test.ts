import { expect, test } from 'vitest';
import { ended } from '../support/ended.ts';
import { expectFaultFree } from '../support/fault-free.ts';
import { locked, pairReasons, sendCounts } from '../support/ledger.ts';
import { PAIR, standstill } from '../support/one-pair.ts';
import { mergePosts, pairStates, until } from '../support/outcome.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** One pair through a network that breaks when `fresh` reads: reads keep the connection they have, the merge needs a new one. */
async function broken(breakIt: (network: TcpProxy) => unknown, timing: object = {}) {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  const network = await startTcpProxy(new URL(scene.sandbox.url).host);
  const run = async (): Promise<void> => void (await breakIt(network));
  scene.sandbox.addFault({ on: 'rev-users.get', nth: 4, do: { kind: 'run', run } });
  await scene.workerHere({ DEVREV_BASE_URL: `http://${network.address}` });
  const started = await scene.start({ timing });
  const close = async (): Promise<void> => {
    await scene.close();
    network.close();
  };
  return { world, plan, scene, network, run: started, close };
}

const ways: [string, (network: TcpProxy) => unknown][] = [
  ['refused', (network) => network.refuse()],
  ['closed before a byte was written', (network) => network.hangUp()],
];

test.for(ways)(
  'A merge whose connection is %s again and again is held as unreachable after the sixth time, unsent',
  async ([, breakIt]) => {
    const { scene, run, close } = await broken(breakIt);
    try {
      expect(await standstill(scene, run)).toMatchObject({ paused: true, counts: { held: 1, merged: 0 } });
      expect(await pairStates(scene)).toEqual({ 'REVU-2': 'held' });
      expect((await pairReasons(scene))['REVU-2']).toBe('unreachable: 6 connections for the merge were refused');
      expect(await sendCounts(scene)).toEqual({ 'REVU-2': 0 });
      expect(await locked(scene)).toEqual([]);
      expect(mergePosts(scene)).toBe(0);
    } finally {
      await close();
    }
  },
);

test.for(ways)(
  'A merge whose connection is %s is sent when the network is back, with no person needed',
  async ([, breakIt]) => {
    const { world, plan, scene, network, run, close } = await broken(breakIt, { retryFirstMs: 500 });
    try {
      const before = network.taken();
      await until(
        'the pair is taken back',
        async () => (await pairStates(scene))['REVU-2'] === 'fresh' && network.taken() >= before,
      );
      await network.serve();
      expect(await ended(scene, run)).toMatchObject({ state: 'done', counts: { done: 1, merged: 1 } });
      await expectFaultFree(scene, { world, plan });
      expect(mergePosts(scene)).toBe(1);
    } finally {
      await close();
    }
  },
);
