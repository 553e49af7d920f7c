import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProveMerge, proveMerge } from '../../control/proofs/prove-merge.ts';
import { PODIUM } from '../../crm/podium/description.ts';
import { mergeKind } from '../../store/proofs/merge-kind.ts';
import { settingsAt } from '../crm/podium/client.ts';
import { type MergeScene, openMergeScene } from './merge-scene.ts';
import { contact, email, HARBOUR, mobile, NEWSLETTER, phone } from './people.ts';

const number = mobile();
const kept = contact({ name: 'Try Kept', channels: [phone(number, { marketing: [HARBOUR] })] });
const made = [1, 2].map((at) =>
  contact({ name: 'Try Gone', channels: [phone(number), email(`try${at}@example.com`)], tags: [NEWSLETTER] }),
);

let scene: MergeScene;

beforeAll(async () => {
  scene = await openMergeScene([kept, ...made], { kind: null });
});

afterAll(() => scene.close());

function prove(more: Partial<ProveMerge> = {}): ReturnType<typeof proveMerge> {
  return proveMerge({
    ...{ crm: 'podium', settings: settingsAt(scene.podium.url, scene.tokenFile), db: scene.database.db },
    ...{ kind: 'emulated', testOrg: scene.world.org, by: 'ada', restorable: null },
    addresses: { primary: kept.conversations[0] ?? '', duplicate: made[0]?.conversations[0] ?? '' },
    confirm: async () => true,
    patienceMs: 600_000,
    ...more,
  });
}

async function kindNow(version: string): Promise<string> {
  const crm = { name: 'podium', description: PODIUM, version };
  return mergeKind(scene.database.db, { crm, org: scene.world.org });
}

test('In another organization than the one that was typed, by a phone, or against a no, nothing is changed', async () => {
  await expect(prove({ testOrg: 'other' })).rejects.toThrow("--test-org says 'other'");
  const [primary, duplicate] = [kept.conversations[0] ?? '', number];
  await expect(prove({ addresses: { primary, duplicate } })).rejects.toThrow('by a conversation or an e-mail');
  await expect(prove({ addresses: { primary, duplicate: primary } })).rejects.toThrow('one contact');
  expect(await prove({ confirm: async () => false })).toBeNull();
  expect(scene.podium.effects()).toEqual([]);
  expect(await kindNow('2021.04.01')).toBe('none');
});

test('Two contacts that were made for it are merged, and what was seen counts for this version alone', async () => {
  expect(await prove()).toMatchObject({
    kind: 'emulated',
    answers: {
      ...{ duplicateGone: true, primaryThere: true, fields: true, tags: true, conversations: false },
      ...{ refusals: { transactional: true, marketing: true }, newChannelsOptedIn: false },
      ...{ restorable: null, addressedByUid: false },
    },
  });
  expect(scene.done().at(-1)).toMatchObject({ kind: 'deleted', subject: made[0]?.uid });
  expect(await kindNow('2021.04.01')).toBe('emulated');
  expect(await kindNow('2031.01.01')).toBe('none');
});

test('Where the delete is accepted and never done, nothing is proven any more', async () => {
  scene.podium.addFault({ on: 'delete', do: { kind: 'never-land' } });
  const addresses = { primary: kept.conversations[0] ?? '', duplicate: made[1]?.conversations[0] ?? '' };
  expect(await prove({ addresses, patienceMs: 500 })).toMatchObject({ kind: null, answers: { duplicateGone: false } });
  expect(await kindNow('2021.04.01')).toBe('none');
});
