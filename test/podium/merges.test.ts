import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { listRuns } from '../../store/runs/list-runs.ts';
import { cookieByLink, send } from '../desk/desk.ts';
import { openSceneDesk } from '../desk/scene-desk.ts';
import { type MergeScene, openMergeScene, type PairOfRun } from './merge-scene.ts';
import { contact, email, FLEET, HARBOUR, mobile, NEWSLETTER, phone, REFUSED, RIDGE } from './people.ts';

const ADDRESS = { addressLine1: '1 Example St', city: 'Sydney', state: 'NSW', postalCode: '2000', country: 'AU' };

/** The first one says more: it is kept. */
const [optedIn, optedOut] = two(
  { channels: (number) => [phone(number, { marketing: [HARBOUR] }), email('one@example.com')], tags: [NEWSLETTER] },
  { channels: (number) => [phone(number, { optedOutAt: REFUSED })] },
);
const [lacking, giving] = two(
  {
    channels: (number) => [phone(number), email('two@example.com')],
    attributes: [attribute('blue'), attribute('red')],
  },
  { channels: (number) => [phone(number)], tags: [FLEET], locations: [HARBOUR, RIDGE], address: ADDRESS },
);
const [known, unreachable] = two(
  { channels: (number) => [phone(number), email('three@example.com')], tags: [FLEET] },
  { channels: (number) => [phone(number)], conversations: [] },
);
const [reading, writing] = two(
  { channels: (number) => [phone(number), email('four@example.com', {})], tags: [FLEET] },
  { channels: (number) => [phone(number), email('FOUR@example.com', { optedOutAt: REFUSED })] },
);

let scene: MergeScene;
let ended: Record<string, PairOfRun>;

beforeAll(async () => {
  scene = await openMergeScene([optedIn, optedOut, lacking, giving, known, unreachable, reading, writing], {
    tickOnChange: true,
  });
  scene.podium.tick();
  await scene.workerHere();
  await scene.scan({ full: true });
  await scene.run();
  ended = await scene.ended([optedOut, giving, unreachable, writing].map(({ uid }) => uid));
});

afterAll(() => scene.close());

test('An opted-in contact that takes in one who refuses ends opted out, and refuses before the other one is gone', () => {
  expect(ended[optedOut.uid]).toMatchObject({ state: 'done', proof: 'gone twice' });
  const now = scene.podium.contacts().find(({ uid }) => uid === optedIn.uid);
  expect(now?.channels[0]).toMatchObject({ optedOutAt: expect.any(String), marketing: [] });
  const ofIt = scene.done().filter(({ subject }) => [optedIn.uid, optedOut.uid].includes(subject));
  const steps = ofIt.map(({ kind, what, subject }) => `${subject === optedIn.uid ? 'kept' : 'gone'} ${what ?? kind}`);
  expect(steps.indexOf('kept transactional opt-out')).toBeGreaterThanOrEqual(0);
  expect(steps.indexOf('kept campaigns opt-out')).toBeGreaterThanOrEqual(0);
  expect(steps.at(-1)).toBe('gone deleted');
});

test('Campaigns that go out after every change reach nobody whom they did not reach before', () => {
  const [first, ...later] = scene.podium.effects().filter(({ kind }) => kind !== 'message');
  const before = scene.podium.effects().filter(({ kind, seq }) => kind === 'message' && seq < (first?.seq ?? 0));
  expect(later.length).toBeGreaterThan(5);
  expect(before.length).toBeGreaterThan(2);
  expect(scene.reached()).toHaveLength(before.length);
});

test('What the kept one lacks is carried over before the duplicate goes: an address, a tag, a place', () => {
  expect(ended[giving.uid]).toMatchObject({ state: 'done' });
  const now = scene.podium.contacts().find(({ uid }) => uid === lacking.uid);
  expect(now).toMatchObject({ address: { city: 'Sydney' }, tags: [FLEET], locations: [HARBOUR, RIDGE] });
  expect(scene.podium.contacts().some(({ uid }) => uid === giving.uid)).toBe(false);
});

test('One that can only be asked for by what another one has too is held, and nothing is written for it', () => {
  expect(ended[unreachable.uid]).toMatchObject({ state: 'held', why: { code: 'no-own-address' } });
  const touched = scene.done().filter(({ subject }) => [known.uid, unreachable.uid].includes(subject));
  expect(touched).toEqual([]);
});

test('A refusal of e-mails, which no call writes, holds the pair, and nothing is written for it', () => {
  expect(ended[writing.uid]).toMatchObject({ state: 'held', why: { code: 'not-refusable' } });
  expect(scene.done().filter(({ subject }) => [reading.uid, writing.uid].includes(subject))).toEqual([]);
});

test('Nobody was asked to opt anybody in, to create a contact, or to write to a phone', () => {
  const asked = scene.podium.effects().flatMap(({ kind, subject }) => (kind === 'write' ? [subject] : []));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((path) => /opt_in|POST \/v4\/contacts$|%2B|\/\+/.test(path))).toEqual([]);
});

test('Every page of a run of this CRM opens, and what a look shows of a contact is found by what it is asked for', async () => {
  const desk = await openSceneDesk(scene);
  try {
    const headers = { cookie: await cookieByLink(desk), accept: 'text/html' };
    const [run] = await listRuns(scene.database.db);
    const at = `/runs/${run?.run}`;
    const { clusters } = await scene.plan();
    const kept = clusters.find(({ members }) => members.some(({ id }) => id === reading.uid)) ?? clusters[0];
    const pair = `${kept?.id}.${writing.uid}`;
    const paths = ['', '/review', '/review/all', '/clusters', '/pairs', `/clusters/${kept?.id}`, `/pairs/${pair}`];
    for (const path of ['/', '/runs', ...paths.map((path) => at + path)]) {
      expect((await send(desk, { path, headers })).status, path).toBe(200);
    }
    const path = `/api/v1/clusters/${kept?.id}/look?run=${run?.run}`;
    const look = JSON.parse((await send(desk, { path, method: 'POST', headers: { ...headers, accept: '*/*' } })).body);
    expect(look.failure).toBeNull();
    expect(look.contacts[reading.uid]).toMatchObject({ state: 'active', conversations: { count: 1, more: false } });
  } finally {
    await desk.close();
  }
});

type Traits = Omit<Partial<WorldPodiumContact>, 'channels'> & {
  channels: (number: string) => WorldPodiumContact['channels'];
};

/** Two of one name and number. */
function two(...traits: [Traits, Traits]): [WorldPodiumContact, WorldPodiumContact] {
  const number = mobile();
  const [first, second] = traits.map(({ channels, ...more }) => contact({ channels: channels(number), ...more }));
  if (first === undefined || second === undefined) throw new Error('Two');
  return [first, second];
}

function attribute(value: string): WorldPodiumContact['attributes'][number] {
  return { uid: `attr_${value}`, label: value, value };
}
