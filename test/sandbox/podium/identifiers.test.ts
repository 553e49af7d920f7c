import { expect, test } from 'vitest';
import { practicePodium } from './practice.ts';

test('A contact is found by conversation, e-mail or phone, and not by its uid.', async () => {
  const { get, world } = await practicePodium();
  const one = world.contacts.find(({ conversations, channels }) => conversations.length > 0 && channels.length > 1);
  const identifiers = [one?.conversations[0] ?? '', ...(one?.channels.map(({ identifier }) => identifier) ?? [])];
  for (const identifier of identifiers) {
    expect((await get(`/v4/contacts/${encodeURIComponent(identifier)}`)).body.data.uid).toBe(one?.uid);
  }
  const missing = await get(`/v4/contacts/${one?.uid}`);
  expect([missing.status, missing.body.code]).toEqual([404, 'resource_not_found']);
});

test('Of two contacts with one phone a call by it means either, as the switch says.', async () => {
  const { get, podium, world } = await practicePodium();
  const numbers = world.contacts.flatMap(({ channels }) => channels.map(({ identifier }) => identifier));
  const shared = numbers.find((number, at) => number.startsWith('+') && numbers.indexOf(number) !== at) ?? '';
  const uidOf = async (): Promise<string> => (await get(`/v4/contacts/${encodeURIComponent(shared)}`)).body.data.uid;
  const first = await uidOf();
  podium.configure({ shared: 'last' });
  const last = await uidOf();
  expect(first < last).toBe(true);
  podium.configure({ shared: 'turns' });
  expect(new Set([await uidOf(), await uidOf()])).toEqual(new Set([first, last]));
});

test('What is deleted is gone until it is restored, and what Podium merges by itself is with the other one.', async () => {
  const { get, podium, world } = await practicePodium();
  const [one, other] = world.contacts.filter(({ conversations }) => conversations.length > 0);
  if (one === undefined || other === undefined) throw new Error('The sample has too few');
  const path = `/v4/contacts/${one.conversations[0]}`;
  podium.act({ kind: 'delete', contact: one.uid });
  expect((await get(path)).status).toBe(404);
  podium.act({ kind: 'restore', contact: one.uid });
  expect((await get(path)).body.data.uid).toBe(one.uid);
  podium.act({ kind: 'merge', into: other.uid, duplicate: one.uid });
  expect((await get(path)).body.data.uid).toBe(other.uid);
  expect(podium.effects().map(({ kind }) => kind)).toEqual(['deleted', 'restored', 'merged']);
});
