import { expect, onTestFinished, test } from 'vitest';
import { unlimitedBudget } from '../../../crm/budget.ts';
import type { KnownContact, ProvenMerge } from '../../../crm/connector.ts';
import type { Crm, MergeOutcome } from '../../../crm/crm.ts';
import { podiumConnector } from '../../../crm/podium/connector.ts';
import type { PodiumSettings } from '../../../sandbox/podium/settings.ts';
import { type Client, podiumClient, settingsAt } from './client.ts';

const WRITES = { granted: ['read_contacts', 'read_locations', 'write_contacts'], whitelisted: true };

interface Writer extends Client {
  client: Crm;
  /** Conversation of the first, then of the second of two contacts. */
  addresses: { primary: string; duplicate: string };
  uids: { primary: string; duplicate: string };
}

async function writer(
  options: Partial<PodiumSettings> = {},
  { proven = null, known }: { proven?: ProvenMerge | null; known?: (uid: string) => KnownContact } = {},
): Promise<Writer> {
  const made = await podiumClient({ writes: true, ...WRITES, ...options });
  const [primary, duplicate] = made.world.contacts.filter(({ conversations }) => conversations.length > 0);
  if (primary === undefined || duplicate === undefined) throw new Error('The sample has too few');
  const client = podiumConnector.connect({
    ...{ settings: settingsAt(made.podium.url, made.tokenFile), budget: unlimitedBudget() },
    proven: async () => proven,
    directory: async ({ contact }) => known?.(contact) ?? null,
  });
  onTestFinished(() => client.close());
  return {
    ...{ ...made, client },
    addresses: { primary: primary.conversations[0] ?? '', duplicate: duplicate.conversations[0] ?? '' },
    uids: { primary: primary.uid, duplicate: duplicate.uid },
  };
}

async function send({ client, addresses, uids }: Writer, mayWrite = true): Promise<MergeOutcome> {
  const connection = await client.openMerge();
  onTestFinished(() => connection.close());
  return connection.send({ ...uids, addresses, timeoutMs: 60_000, mayWrite: () => mayWrite });
}

const EMULATED: ProvenMerge = { kind: 'emulated', restorable: null, newChannelsOptedIn: null };

test('Without a proof no connection for a merge is opened, and nothing is sent', async () => {
  const one = await writer();
  await expect(send(one)).rejects.toThrow('no merge was proven');
  expect(one.podium.effects()).toEqual([]);
});

test('An emulated merge deletes the duplicate by its own address, once, and not where the guard says no', async () => {
  const one = await writer({}, { proven: EMULATED });
  expect(await send(one, false)).toEqual({ kind: 'not-sent', why: 'guard' });
  expect(one.podium.effects()).toEqual([]);
  expect(await send(one)).toEqual({ kind: 'answered', status: 202 });
  expect(one.podium.effects()).toMatchObject([
    { kind: 'write', subject: `DELETE /v4/contacts/${one.addresses.duplicate}` },
    { kind: 'deleted', subject: one.uids.duplicate },
  ]);
});

test('A native merge names one duplicate, by the address of the one that is kept', async () => {
  const one = await writer({ nativeMerge: true }, { proven: { ...EMULATED, kind: 'native' } });
  expect(await send(one)).toEqual({ kind: 'answered', status: 202 });
  expect(one.podium.effects()).toMatchObject([
    { kind: 'write', subject: `POST /v4/contacts/${one.addresses.primary}/merge` },
    { kind: 'merged', subject: one.uids.duplicate, into: one.uids.primary },
  ]);
});

test('A phone is nobody’s address, and nobody is merged into himself', async () => {
  const one = await writer({}, { proven: EMULATED });
  const { duplicate } = one.addresses;
  await expect(send({ ...one, addresses: { primary: '+61491570006', duplicate } })).rejects.toThrow('phone');
  await expect(send({ ...one, addresses: { primary: duplicate, duplicate } })).rejects.toThrow('into itself');
  expect(one.podium.effects()).toEqual([]);
});

test('Values are given by the own address, places together with those that the contact has', async () => {
  const { client, addresses, uids, podium, world } = await writer();
  const { carrying } = client;
  const before = podium.contacts().find(({ uid }) => uid === uids.primary);
  const place = world.locations.find(({ uid }) => !before?.locations.includes(uid))?.uid ?? '';
  const fields = [
    { field: 'name', value: 'Pat Given', from: uids.duplicate },
    { field: 'location', value: place, from: uids.duplicate },
    { field: 'tag', value: world.tags[2]?.uid ?? '', from: uids.duplicate },
  ];
  const contact = { ...NOBODY, uid: uids.primary, locations: before?.locations ?? [] };
  const groups = carrying?.grouped(fields) ?? [];
  expect(groups.map((group) => group.length)).toEqual([2, 1]);
  for (const group of groups) await carrying?.give({ address: addresses.primary, contact, fields: group });
  const now = podium.contacts().find(({ uid }) => uid === uids.primary);
  expect(now).toMatchObject({ name: 'Pat Given', tags: expect.arrayContaining([world.tags[2]?.uid]) });
  expect(now?.locations.toSorted()).toEqual([...(before?.locations ?? []), place].toSorted());
});

test('A write that Podium refuses says which call it was, and nothing of the contact', async () => {
  const { client, addresses } = await writer({ whitelisted: false });
  const refusal = { what: 'marketing', identifier: '+61491570006', location: null } as const;
  await expect(client.carrying?.refuse(refusal)).rejects.toThrow(/^POST \/v4\/contacts\/campaigns\/opt_out: HTTP 403$/);
  const fields = [{ field: 'phone', value: 'no number', from: '' }];
  const given = client.carrying?.give({ address: addresses.primary, contact: NOBODY, fields });
  await expect(given).rejects.toThrow(/^PATCH \/v4\/contacts\/\{identifier\}: HTTP 400$/);
});

test('One that was there at its own address is gone when that answers nobody and it was not changed since', async () => {
  const seenAt = new Date().toISOString();
  let own = '';
  const known = (): KnownContact => ({
    identifiers: [own],
    updatedAt: '2020-01-01T00:00:00Z',
    own: { address: own, seenAt },
  });
  const { client, addresses, uids, podium } = await writer({}, { known });
  own = addresses.duplicate;
  expect(await client.readContact(uids.duplicate)).toMatchObject({ kind: 'alive' });
  podium.act({ kind: 'update', contact: uids.duplicate, change: { conversations: [], channels: [] } });
  expect(await client.readContact(uids.duplicate)).toMatchObject({ kind: 'alive' });
  podium.act({ kind: 'delete', contact: uids.duplicate });
  expect(await client.readContact(uids.duplicate)).toMatchObject({ kind: 'gone' });
});

const NOBODY = {
  uid: '',
  name: '',
  updatedAt: '',
  channels: [],
  tags: [],
  locations: [],
  fields: {},
  conversations: 0,
};
