import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { keepProof } from '../../store/proofs/merge-proofs.ts';
import { type MergeScene, openMergeScene, type PairOfRun, SHOWN } from './merge-scene.ts';
import { contact, email, FLEET, HARBOUR, mobile, phone } from './people.ts';

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene([contact({ name: 'Sam Single', channels: [phone(mobile())] })], {
    newChannels: 'subscribed',
  });
  await scene.workerHere();
});

afterAll(() => scene.close());

/** The first of two has no e-mail and takes the other one's, in a Podium that opts in whatever a write adds. */
async function taken(): Promise<{ pair: PairOfRun | undefined; kept: WorldPodiumContact; gone: WorldPodiumContact }> {
  const number = mobile();
  const name = `Taken Example${number.slice(-4)}`;
  const attributes = ['blue', 'red'].map((value) => ({ uid: `attr_${value}`, label: value, value }));
  const kept = contact({ name, channels: [phone(number)], tags: [FLEET], attributes });
  const gone = contact({ name, channels: [phone(number), email(`${number.slice(1)}@example.com`)] });
  for (const one of [kept, gone]) scene.podium.act({ kind: 'add', contact: one });
  await scene.scan({ full: true });
  await scene.run({ of: gone.uid });
  const ended = await scene.ended([gone.uid]);
  return { pair: ended[gone.uid], kept, gone };
}

function now({ uid }: WorldPodiumContact): WorldPodiumContact | undefined {
  return scene.podium.contacts().find((one) => one.uid === uid);
}

test('An e-mail that is opted in by being given, against what was shown once, is seen: the pair is held and nobody is deleted', async () => {
  const { pair, kept, gone } = await taken();
  expect(now(kept)?.channels[1]?.marketing).toEqual([HARBOUR]);
  expect(pair).toMatchObject({
    state: 'held',
    why: { code: 'not-refusable', values: { fields: ['marketing email'] } },
  });
  expect(now(gone)).toBeDefined();
});

test('Where it was shown that a given e-mail is opted in, none is given', async () => {
  const owner = { crm: 'podium', org: scene.world.org, version: '2021.04.01', kind: 'emulated' as const, by: 'a test' };
  await keepProof(scene.database.db, { ...owner, answers: { ...SHOWN, newChannelsOptedIn: true } });
  const { pair, kept, gone } = await taken();
  expect(pair).toMatchObject({ state: 'held', why: { code: 'taken-channel-opted-in' } });
  expect(now(kept)?.channels).toHaveLength(1);
  expect(now(gone)).toBeDefined();
});
