import { afterAll, beforeAll, expect, test } from 'vitest';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import type { PodiumFault } from '../../sandbox/podium/faults.ts';
import type { Reason } from '../../store/reasons.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, email, mobile, phone } from './people.ts';
import { askedSince, type Couple, couple, takeBack } from './undo-scene.ts';

const lost = couple();
const dropped = couple();
const late = couple();
const never = couple();
const raced = couple();
const refused = couple();
const all = [lost, dropped, late, never, raced, refused];

let scene: MergeScene;
let runId: string;

beforeAll(async () => {
  scene = await openMergeScene(all.flatMap(({ kept, gone }) => [kept, gone]));
  await scene.workerHere();
  await scene.scan({ full: true });
  runId = (await scene.run()).id;
  const ended = await scene.ended(all.map(({ gone }) => gone.uid));
  expect(Object.values(ended).map(({ state }) => state)).toEqual(all.map(() => 'done'));
});

afterAll(() => scene.close());

/** The living contacts with the e-mail of the one that was merged, once it was taken back under a fault of its create; and how often one was asked for. */
async function under({ gone }: Couple, fault: PodiumFault['do'], times = 1) {
  const seen = scene.podium.effects().length;
  scene.podium.addFault({ on: 'create', times, do: fault });
  const { pair } = await takeBack(scene, { runId, gone });
  scene.podium.clearFaults();
  const creates = askedSince(scene, seen).filter((path) => path === 'POST /v4/contacts').length;
  return { pair, made: holders({ gone }), creates };
}

function holders({ gone }: Pick<Couple, 'gone'>) {
  const address = gone.channels[1]?.identifier;
  return scene.podium.contacts().filter(({ channels }) => channels.some(({ identifier }) => identifier === address));
}

test('A create whose answer is lost is looked for by its e-mail: one contact, asked for once', async () => {
  const { pair, made, creates } = await under(lost, { kind: 'lose' });
  expect(pair).toMatchObject({ state: 'done', creates: 1, newId: made[0]?.uid });
  expect([made.length, creates]).toEqual([1, 1]);
});

test('A create that never arrived is proven absent, and made once more', async () => {
  const { pair, made } = await under(dropped, { kind: 'drop' });
  expect(pair).toMatchObject({ state: 'done', creates: 2, newId: made[0]?.uid });
  expect(made).toHaveLength(1);
});

test('One that is accepted and done only after it was made again changes that one: it is one contact all the same', async () => {
  const { pair, creates } = await under(late, { kind: 'land', afterMs: 60_000 });
  expect(creates).toBe(2);
  scene.podium.land();
  const now = holders(late);
  expect(pair).toMatchObject({ state: 'done', newId: now[0]?.uid });
  expect(now).toMatchObject([{ channels: [{ identifier: late.gone.channels[1]?.identifier }] }]);
});

test('One that is accepted twice and never done is held, and nobody is told to look for a marker', async () => {
  const { pair, made } = await under(never, { kind: 'never-land' }, 2);
  expect(pair).toMatchObject({ state: 'held', creates: 2, why: { code: 'undo-not-created' } });
  expect(made).toEqual([]);
  expect(reasonWords(pair?.why as Reason)).not.toContain('external reference');
});

test('A create that Podium refuses is put down, with what it answered', async () => {
  const { pair, made } = await under(refused, {
    kind: 'status',
    status: 400,
    body: { code: 'invalid_request_values', message: '', moreInfo: '' },
  });
  expect(pair).toMatchObject({ state: 'put-down', why: { code: 'undo-refused' } });
  expect(made).toEqual([]);
});

test('Somebody who takes the e-mail in the very moment of the create is not taken for the one that came back', async () => {
  const address = raced.gone.channels[1]?.identifier ?? '';
  const stranger = contact({ name: 'Kim Quick', channels: [phone(mobile()), email(address)], tags: [] });
  const { pair } = await under(raced, {
    kind: 'run',
    run: () => scene.podium.act({ kind: 'add', contact: stranger }),
  });
  const why = { code: 'undo-address-taken', values: { contact: stranger.uid } };
  expect(pair).toMatchObject({ state: 'put-down', why });
  const now = scene.podium.contacts().find(({ uid }) => uid === stranger.uid);
  expect(now?.channels).toEqual(stranger.channels);
});
