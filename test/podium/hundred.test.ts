import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlainConsent } from '../../contacts/base/merging/plain-consent.ts';
import { patience } from '../support/patience.ts';
import { factsOf, factsShown } from './facts-of.ts';
import { type Mixed, type Played, playMixed } from './mixed.ts';

/** Before and after a refusal, something that is carried over, and the delete. */
const KILLS = [
  'consent.before:6:kill',
  'consent.after:9:kill',
  'carry.before:4:kill',
  'carry.after:6:kill',
  'post.before:5:kill',
  'post.after:7:kill',
];

/** Whose end is a person's: what an operator or Podium itself has done meanwhile, or what no read showed in time. */
const FOR_A_PERSON = ['held', 'drifted', 'not-applied', 'skipped'];

let played: Played;

beforeAll(
  async () => {
    played = await playMixed({ count: 100, kills: KILLS, seed: 16 });
  },
  patience(4 * 60_000),
);

afterAll(() => played?.scene.close());

test('Every worker was killed where it was to be', () => {
  expect(played.killed).toEqual(KILLS.map(() => 'SIGKILL'));
});

test('A hundred clusters of mixed consent come to an end, and nearly all are merged', () => {
  const states = played.clusters.map(({ gone }) => gone.map(({ uid }) => played.ended[uid]?.state ?? 'unknown'));
  const isOver = (of: string[]): boolean => of.every((state) => state === 'done' || FOR_A_PERSON.includes(state));
  // The next one of a cluster waits for the one before.
  const isWaiting = (of: string[]): boolean => of.some((state) => FOR_A_PERSON.includes(state));
  const left = states.map((of) => (isWaiting(of) ? of.filter((state) => state !== 'not-started') : of));
  expect(left.filter((of) => !isOver(of))).toEqual([]);
  expect(states.flat().filter((state) => state === 'done').length).toBeGreaterThanOrEqual(90);
});

test('Campaigns after every change have reached nobody who had refused, and whoever refused is refused still', () => {
  expect(played.proof.text).toMatch(/messages to somebody who had refused them +0$/);
  expect(played.proof.holds).toBe(true);
});

test('An opted-in contact that took in one who refused is opted out: a release without it is none', () => {
  const blockers = played.clusters.filter(
    ({ kept, gone }) =>
      kept.channels[0]?.optedOutAt === null &&
      gone.some(({ channels }) => channels[0]?.optedOutAt !== null) &&
      gone.every(({ uid }) => played.ended[uid]?.state === 'done'),
  );
  expect(blockers.length).toBeGreaterThan(10);
  const living = new Map(played.scene.podium.contacts().map((one) => [one.uid, one]));
  expect(blockers.filter(({ kept }) => living.get(kept.uid)?.channels[0]?.optedOutAt === null)).toEqual([]);
});

test('Nobody was asked to be deleted twice, opted in, made anew, or meant by a phone', () => {
  expect(played.deletedTwice).toEqual([]);
  expect(played.strayPaths).toEqual([]);
});

test('What only the duplicates had, and the kept one may take over, is on the one that was kept: tags, attributes, places', () => {
  const living = new Map(played.scene.podium.contacts().map((one) => [one.uid, one]));
  for (const { kept, gone } of doneClusters()) {
    const now = living.get(kept.uid);
    for (const { uid, tags, attributes, locations } of gone) {
      expect(living.has(uid)).toBe(false);
      expect(now?.tags).toEqual(expect.arrayContaining(tags));
      expect(now?.attributes).toEqual(expect.arrayContaining(attributes));
      expect(now?.locations).toEqual(expect.arrayContaining(locations));
    }
  }
});

test('No field of a duplicate vanishes: each is in a backup, one by one, further phones and e-mails too, and what it wanted before a refusal of ours reached its number in the ledger', async () => {
  const facts = doneClusters()
    .flatMap(({ gone }) => gone)
    .flatMap((one) => factsOf(one).map((fact) => ({ uid: one.uid, fact })));
  // Also what the kept one has by now: anybody may change that the minute after.
  const backedUp = new Map([...played.backedUp].map(([uid, bodies]) => [uid, new Set(bodies.flatMap(factsShown))]));
  const elsewhere = facts.filter(({ uid, fact }) => !backedUp.get(uid)?.has(fact));
  // Of two that are merged one after the other the second one is backed up after a refusal of ours has reached its number.
  expect(elsewhere.length).toBeGreaterThan(0);
  expect(elsewhere.filter(({ fact }) => !/^PHONE \S+ wants /.test(fact))).toEqual([]);
  const rows = await played.scene.database.db.execute<{ said: Record<string, PlainConsent> }>(
    sql`select consent -> 'said' as said from pairs where consent ? 'said'`,
  );
  const said = new Set(rows.flatMap(({ said: each }) => Object.entries(each)).flatMap(factsSaid));
  expect(elsewhere.filter(({ uid, fact }) => !said.has(`${uid} ${fact}`))).toEqual([]);
  const kinds = new Set(facts.map(({ fact }) => fact.slice(0, fact.indexOf(' '))));
  const all = ['EMAIL', 'PHONE', 'address', 'attribute', 'conversation', 'created', 'name', 'place', 'tag'];
  expect([...kinds].sort()).toEqual(all);
});

/** What a contact wanted, as the ledger has it. */
function factsSaid([uid, { channels }]: [string, PlainConsent]): string[] {
  return channels.flatMap(({ identity, marketing }) =>
    marketing.map((place) => `${uid} PHONE ${identity} wants ${place}`),
  );
}

function doneClusters(): Mixed[] {
  return played.clusters.filter(({ gone }) => gone.every(({ uid }) => played.ended[uid]?.state === 'done'));
}
