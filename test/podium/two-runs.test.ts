import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { requireRun } from '../../store/runs/runs.ts';
import { until } from '../support/outcome.ts';
import { type MergeScene, openMergeScene, type PairOfRun } from './merge-scene.ts';
import { keepGoing } from './mixed.ts';
import { contact, email, FLEET, mobile, phone, REFUSED } from './people.ts';

/** Three of each number, whom one plan and the other would merge into somebody else. */
const trios = Array.from({ length: 6 }, (_, at): WorldPodiumContact[] => {
  const number = mobile();
  const name = `Tri Example${at}`;
  return [
    contact({ name, channels: [phone(number), email(`tri${at}@example.com`)], tags: [FLEET] }),
    contact({ name, channels: [phone(number, { optedOutAt: REFUSED })] }),
    contact({ name, channels: [phone(number)] }),
  ];
});

let scene: MergeScene;
let pairs: PairOfRun[];
let states: string[];

beforeAll(async () => {
  scene = await openMergeScene(trios.flat(), { tickOnChange: true });
  await scene.workerHere();
  await scene.scan({ full: true });
  scene.podium.tick();
  const one = await scene.plan();
  const runs = await Promise.all([scene.run({ plan: one }), scene.run({ plan: turned(one) })]);
  const going = runs.map((run) => keepGoing(scene, run));
  const { db } = scene.database;
  const areOver = async (): Promise<boolean> =>
    (await Promise.all(runs.map(({ id }) => requireRun(db, id)))).every(({ state }) => state !== 'open');
  await until('both runs have ended', areOver, 120_000).finally(() => Promise.all(going.map(({ end }) => end())));
  pairs = await scene.pairs();
  states = (await Promise.all(runs.map(({ id }) => requireRun(db, id)))).map(({ state }) => state);
});

afterAll(() => scene.close());

/** The same clusters, of each of which another one is kept. */
function turned({ digest: _, clusters, ...head }: Plan): Plan {
  return withDigest({
    ...head,
    clusters: clusters.map(({ fill: _fill, consent: _consent, takeBack: _back, ...cluster }) => {
      const [primary = '', ...others] = cluster.duplicates;
      return { ...cluster, primary, duplicates: [cluster.primary, ...others].sort() };
    }),
  });
}

test('Two runs over the same people, one of which keeps another one of them, both come to their end: neither waits for the other for ever', () => {
  expect(states).toEqual(['done', 'done']);
  const left = pairs.filter(({ state }) => !['done', 'held', 'drifted', 'not-started', 'skipped'].includes(state));
  expect(left).toEqual([]);
  expect(pairs.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(trios.length);
});

test('Nobody is merged twice, in both directions, or away from everybody: one of each three is there, whoever it is', () => {
  const deleted = scene.done().flatMap(({ kind, subject }) => (kind === 'deleted' ? [subject] : []));
  expect(deleted.filter((uid, at) => deleted.indexOf(uid) !== at)).toEqual([]);
  const asked = scene.podium.effects().filter(({ kind, subject }) => kind === 'write' && subject.startsWith('DELETE '));
  expect(asked).toHaveLength(deleted.length);
  const done = pairs.filter(({ state }) => state === 'done').map(({ duplicate_id }) => duplicate_id);
  expect([...done].sort()).toEqual([...deleted].sort());
  const living = new Set(scene.podium.contacts().map(({ uid }) => uid));
  for (const trio of trios) expect(trio.filter(({ uid }) => living.has(uid)).length).toBeGreaterThanOrEqual(1);
});

test('Whoever is left of three, of whom one who refused messages is gone or there, refuses them, and no campaign reached that number', () => {
  const living = new Map(scene.podium.contacts().map((one) => [one.uid, one]));
  for (const trio of trios) {
    const [, refusing] = trio;
    if (refusing === undefined || living.has(refusing.uid)) continue;
    const left = trio.flatMap(({ uid }) => living.get(uid) ?? []);
    expect(left.every(({ channels }) => channels[0]?.optedOutAt !== null)).toBe(true);
  }
  const numbers = trios.map(([, refusing]) => refusing?.channels[0]?.identifier.slice(-9) ?? '');
  expect(scene.reached().filter((what) => numbers.some((number) => what.endsWith(number)))).toEqual([]);
});

test('No lock is left', async () => {
  expect(await scene.database.db.execute(sql`select contact_id from locks`)).toEqual([]);
});
