import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { PodiumSettings } from '../../sandbox/podium/settings.ts';
import { type MergeScene, openMergeScene, type PairOfRun } from './merge-scene.ts';
import { contact, email, FLEET, mobile, phone, RIDGE } from './people.ts';

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene([contact({ name: 'Sam Single', channels: [phone(mobile())] })], {});
  await scene.workerHere();
});

afterAll(() => scene.close());

interface Met {
  pair: PairOfRun | undefined;
  gone: WorldPodiumContact;
  stranger: WorldPodiumContact;
}

/** Two of one number, the second of whom has an e-mail as its only own address, and somebody who comes to have that e-mail as well. */
async function meets(shared: PodiumSettings['shared'], when: 'after the scan' | 'while it is written'): Promise<Met> {
  const number = mobile();
  const name = `Own Example${number.slice(-4)}`;
  const own = `own${number.slice(1)}@example.com`;
  const kept = contact({
    name,
    channels: [phone(number), email(`${number.slice(1)}@example.com`)],
    locations: [RIDGE],
  });
  const [first, last] = [randomUUID(), randomUUID()].sort() as [string, string];
  const gone = contact({ uid: first, name, channels: [phone(number), email(own)], conversations: [], tags: [FLEET] });
  const other = mobile();
  const stranger = contact({ uid: last, name: 'Robin Stranger', channels: [phone(other)] });
  for (const one of [kept, gone, stranger]) scene.podium.act({ kind: 'add', contact: one });
  await scene.scan({ full: true });
  scene.podium.configure({ shared });
  const comesToHaveIt = (): void => {
    const change = { channels: [phone(other), email(own)] };
    scene.podium.act({ kind: 'update', contact: stranger.uid, change });
  };
  if (when === 'after the scan') comesToHaveIt();
  else scene.podium.addFault({ on: 'label', do: { kind: 'run', run: comesToHaveIt } });
  await scene.run({ of: gone.uid });
  const ended = await scene.ended([gone.uid]);
  return { pair: ended[gone.uid], gone, stranger };
}

function isThere({ uid }: WorldPodiumContact): boolean {
  return scene.podium.contacts().some((one) => one.uid === uid);
}

test.each([
  ['after the scan', 'no-own-address'],
  ['while it is written', 'address-not-own'],
] as const)(
  'Where somebody else has the address of a duplicate %s, whoever answers to it: nobody else is deleted',
  async (when, code) => {
    const states: (string | undefined)[] = [];
    for (const shared of ['first', 'last'] as const) {
      const { pair, gone, stranger } = await meets(shared, when);
      states.push(pair?.state);
      expect(isThere(stranger)).toBe(true);
      expect(isThere(gone)).toBe(pair?.state !== 'done');
      if (pair?.state !== 'done') expect(pair).toMatchObject({ state: 'held', why: { code } });
    }
    expect(states.sort()).toEqual(['done', 'held']);
  },
);
