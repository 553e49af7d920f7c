import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import { consentProof, refusedNow } from '../../scripts/demo/podium/consent-proof.ts';
import { keepProof } from '../../store/proofs/merge-proofs.ts';
import { type MergeScene, openMergeScene, SHOWN } from './merge-scene.ts';
import { contact, email, FLEET, HARBOUR, mobile, phone, REFUSED, RIDGE } from './people.ts';
import { askedSince, couple, previewed, takeBack } from './undo-scene.ts';

const ADDRESS = { addressLine1: '2 Gone St', city: 'Perth', state: 'WA', postalCode: '6000', country: 'AU' };

const number = mobile();
const back = couple({
  channels: [phone(number, { optedOutAt: REFUSED }), email('back@example.com', { marketing: [HARBOUR] })],
  locations: [HARBOUR],
  attributes: [{ uid: 'attr_colour', label: 'colour', value: 'blue' }],
  address: ADDRESS,
});
back.kept.channels = [phone(number, { marketing: [RIDGE] }), email('kept-back@example.com')];
const same = mobile();
const bare = couple({ channels: [phone(same)] });
bare.kept.channels = [phone(same), email('kept-bare@example.com')];
const other = mobile();
const refusing = couple({ channels: [phone(other), email('refusing@example.com', { optedOutAt: REFUSED })] });
refusing.kept.channels = [phone(other), email('kept-refusing@example.com')];
const [taken, restored, hesitant, unshown] = [couple(), couple(), couple(), couple()];
const all = [back, bare, refusing, taken, restored, hesitant, unshown];

let scene: MergeScene;
let runId: string;
/** What the plan of the merge has said of each duplicate. */
let said: Record<string, string>;
let [calls, calledOut] = [0, 0];
let refusedBefore: ReturnType<typeof refusedNow>;

beforeAll(async () => {
  scene = await openMergeScene(
    all.flatMap(({ kept, gone }) => [kept, gone]),
    { tickOnChange: true },
  );
  scene.podium.tick();
  refusedBefore = refusedNow(scene.podium);
  await scene.workerHere();
  await scene.scan({ full: true });
  const plan = await scene.plan();
  said = Object.fromEntries(
    plan.clusters.flatMap(({ takeBack: codes = [] }) => codes.map(({ duplicate, code }) => [duplicate, code])),
  );
  const run = await scene.run();
  runId = run.id;
  const ended = await scene.ended(all.map(({ gone }) => gone.uid));
  expect(Object.values(ended).map(({ state }) => state)).toEqual(all.map(() => 'done'));
});

afterAll(() => scene.close());

function withEmail(address: string): WorldPodiumContact[] {
  return scene.podium.contacts().filter(({ channels }) => channels.some(({ identifier }) => identifier === address));
}

function one(uid: string): WorldPodiumContact | undefined {
  return scene.podium.contacts().find((found) => found.uid === uid);
}

test('Who has an e-mail of its own is made anew by that alone, with its name, places, address, tags and attributes', async () => {
  const keptBefore = one(back.kept.uid);
  const seen = scene.podium.effects().length;
  const { shown, pair } = await takeBack(scene, {
    ...{ runId, gone: back.gone },
    between: () => {
      calls = -scene.podium.requests().length;
    },
  });
  calls += scene.podium.requests().length;
  calledOut = pair?.plan?.calls ?? 0;
  expect(shown).toMatchObject({ state: 'planned', plan: { contact: { kind: 'create' } } });
  expect(pair).toMatchObject({ state: 'done', creates: 1, why: null });
  const [made, ...more] = withEmail('back@example.com');
  expect(more).toEqual([]);
  expect(made).toMatchObject({
    ...{ uid: pair?.newId, name: back.gone.name, locations: [HARBOUR], tags: [FLEET], address: ADDRESS },
    attributes: back.gone.attributes,
  });
  expect(made?.channels.map(({ type }) => type)).toEqual(['EMAIL']);
  expect(one(back.kept.uid)).toEqual(keptBefore);
  const asked = askedSince(scene, seen);
  expect(asked.filter((path) => path === 'POST /v4/contacts')).toHaveLength(1);
  expect(asked.filter((path) => /%2B|\/\+|opt_|DELETE/.test(path))).toEqual([]);
});

test('It takes no more calls than were said before', () => {
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThanOrEqual(calledOut);
});

test('The ledger, the redirect and the decision that keeps them apart know it, and its locks are gone', async () => {
  const [made] = withEmail('back@example.com');
  const rows = await scene.database.db.execute(sql`
    select p.state, r.new_id, r.former_id, (select count(*)::int from locks) as locks,
      (select count(*)::int from lasting_decisions d where d.members @> array[r.new_id, r.former_id] and d.because = 'undone') as apart
    from pairs p join redirects r on r.old_id = p.duplicate_id where p.duplicate_id = ${back.gone.uid}`);
  expect(rows).toEqual([{ state: 'undone', new_id: made?.uid, former_id: back.kept.uid, locks: 0, apart: 1 }]);
});

test('Consent stays at the strictest, at every instant: nobody who refused is reached, and what is new is subscribed to nothing', () => {
  const [made] = withEmail('back@example.com');
  expect(made?.channels[0]).toMatchObject({ optedOutAt: null, marketing: [] });
  expect(one(back.kept.uid)?.channels[0]).toMatchObject({ optedOutAt: expect.any(String), marketing: [] });
  const proof = consentProof(scene.podium, refusedBefore);
  expect([proof.holds, /messages to somebody who had refused them +0$/.test(proof.text)]).toEqual([true, true]);
});

test('That its phone is not given back, and what the kept one keeps of it, is named before and after', async () => {
  const rows = await scene.database.db.execute<{ plan: { restores: object[]; primary: object[] }; result: object }>(sql`
    select plan, result from undo_pairs where duplicate_id = ${back.gone.uid} and state = 'done'`);
  const [{ plan, result } = { plan: { restores: [], primary: [] }, result: {} }] = rows;
  expect(plan.restores).toContainEqual({
    field: 'phones',
    does: 'cannot',
    why: { code: 'shared-with-kept', values: {} },
  });
  expect(plan.primary).toContainEqual({
    field: `tag.${FLEET}`,
    does: 'leave',
    why: { code: 'stays-with-kept', values: {} },
  });
  const [made] = withEmail('back@example.com');
  expect(result).toMatchObject({
    notBack: expect.arrayContaining([
      { code: 'undo-shared', values: { contact: made?.uid, field: 'phones' } },
      { code: 'undo-stays', values: { contact: back.kept.uid, field: `tag.${FLEET}` } },
    ]),
  });
});

test('A scan after it finds the contact, and no plan proposes the two again', async () => {
  await scene.scan({ full: true });
  const { clusters } = await scene.plan();
  const [made] = withEmail('back@example.com');
  expect(clusters.filter(({ members }) => members.some(({ id }) => id === made?.uid))).toEqual([]);
});

test.each([
  ['no e-mail of its own', () => bare.gone, 'no-own-email'],
  ['an e-mail on which somebody refuses messages', () => refusing.gone, 'refused'],
])('Who has %s cannot be taken back, as was said before the merge: nothing is written', async (_, who, because) => {
  expect(said[who().uid]).toBe(because);
  const seen = scene.podium.effects().length;
  const { shown } = await takeBack(scene, { runId, gone: who() });
  const why = { code: 'undo-cannot', values: { contact: who().uid, because } };
  expect(shown).toMatchObject({ state: 'put-down', why });
  expect(askedSince(scene, seen)).toEqual([]);
});

test('Of whom it was said that it can be taken back, the undo is offered', async () => {
  for (const { gone } of [taken, restored, hesitant, unshown]) {
    expect(said[gone.uid]).toBe('by-email');
    expect(await previewed(scene, { runId, gone })).toMatchObject({ state: 'planned', why: null });
  }
});

test('An e-mail that somebody else has by now makes nobody, and that contact is not touched', async () => {
  const address = taken.gone.channels[1]?.identifier ?? '';
  const stranger = contact({ name: 'Sam Stranger', channels: [phone(mobile()), email(address)] });
  const between = (): void => scene.podium.act({ kind: 'add', contact: stranger });
  const { shown, pair } = await takeBack(scene, { runId, gone: taken.gone, between });
  expect(shown).toMatchObject({ state: 'planned' });
  const why = { code: 'undo-address-taken', values: { contact: stranger.uid } };
  expect(pair).toMatchObject({ state: 'put-down', creates: 0, why });
  expect(one(stranger.uid)).toEqual(stranger);
});

test('One that an operator has restored is taken as it is: nothing is written, and the ledger knows it', async () => {
  scene.podium.act({ kind: 'restore', contact: restored.gone.uid });
  const seen = scene.podium.effects().length;
  const { pair } = await takeBack(scene, { runId, gone: restored.gone });
  expect(pair).toMatchObject({ state: 'done', newId: restored.gone.uid, creates: 0 });
  expect(askedSince(scene, seen)).toEqual([]);
});

test('Where somebody refuses e-mails after the last look but one, right before the create, nobody is made', async () => {
  const { db } = scene.database;
  const refuse = async (): Promise<void> => {
    const about = await db.execute(sql`select 1 from undo_pairs where state = 'freed'`);
    if (about.length > 0) scene.podium.configure({ optOutBooleans: true });
  };
  const between = (): void => scene.podium.addFault({ on: 'contact', times: 1_000, do: { kind: 'run', run: refuse } });
  const seen = scene.podium.effects().length;
  const { shown, pair } = await takeBack(scene, { runId, gone: hesitant.gone, between });
  scene.podium.clearFaults();
  scene.podium.configure({ optOutBooleans: false });
  expect(shown).toMatchObject({ state: 'planned' });
  const why = { code: 'undo-cannot', values: { contact: hesitant.gone.uid, because: 'refused' } };
  expect(pair).toMatchObject({ state: 'put-down', creates: 0, why });
  expect(askedSince(scene, seen)).toEqual([]);
});

test('While nobody has shown that a new e-mail is not opted in by itself, nobody is made', async () => {
  const owner = { crm: 'podium', org: scene.world.org, version: '2021.04.01', kind: 'emulated', by: 'a test' } as const;
  await keepProof(scene.database.db, { ...owner, answers: { ...SHOWN, newChannelsOptedIn: null } });
  const { shown } = await takeBack(scene, { runId, gone: unshown.gone });
  expect(shown).toMatchObject({ state: 'put-down', why: { code: 'undo-cannot', values: { because: 'not-shown' } } });
});
