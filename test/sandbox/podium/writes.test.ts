import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../sandbox/podium/settings.ts';
import { type Practice, practicePodium } from './practice.ts';

const WRITES = { granted: [...DEFAULT_SETTINGS.granted, 'write_contacts'] };

function at(identifier: string): string {
  return `/v4/contacts/${encodeURIComponent(identifier)}`;
}

/** Two contacts of one name and number; the second refuses messages. */
function twoOfOneNumber({ world }: Pick<Practice, 'world'>): { first: string; second: string; number: string } {
  const second = world.contacts.find(({ channels }) => channels.some(({ optedOutAt }) => optedOutAt !== null));
  const number = second?.channels[0]?.identifier ?? '';
  const first = world.contacts.find((one) => one !== second && one.channels[0]?.identifier === number);
  return { first: first?.uid ?? '', second: second?.uid ?? '', number };
}

test('A write is accepted with 202 and done at once, later or never, and a failure is in the log alone.', async () => {
  const { podium, send, get, world } = await practicePodium(WRITES);
  const email =
    world.contacts.flatMap(({ channels }) => channels).find(({ type }) => type === 'EMAIL')?.identifier ?? '';
  const rename = (name: string) => send(`PATCH ${at(email)}`, { name });
  expect(await rename('Pat One')).toMatchObject({ status: 202, body: { data: { identifier: email } } });
  expect((await get(at(email))).body.data.name).toBe('Pat One');
  podium.addFault({ on: 'change', do: { kind: 'never-land' } });
  expect((await rename('Pat Two')).status).toBe(202);
  podium.addFault({ on: 'change', do: { kind: 'land', afterMs: 600_000 } });
  expect((await rename('Pat Three')).status).toBe(202);
  expect((await get(at(email))).body.data.name).toBe('Pat One');
  podium.land();
  expect((await get(at(email))).body.data.name).toBe('Pat Three');
  expect(podium.effects().map(({ kind, by, what }) => [kind, by, what])).toEqual([
    ['write', undefined, undefined],
    ['updated', 'api', 'name'],
    ['write', undefined, undefined],
    ['failed', 'api', undefined],
    ['write', undefined, undefined],
    ['updated', 'api', 'name'],
  ]);
});

test('A change may lose its request, when nothing is done, or its answer, when it is.', async () => {
  const { podium, send, get, world } = await practicePodium(WRITES);
  const email =
    world.contacts.flatMap(({ channels }) => channels).find(({ type }) => type === 'EMAIL')?.identifier ?? '';
  podium.addFault({ on: 'delete', do: { kind: 'drop' } });
  await expect(send(`DELETE ${at(email)}`)).rejects.toThrow();
  expect((await get(at(email))).status).toBe(200);
  const { uid } = (await get(at(email))).body.data;
  podium.addFault({ on: 'delete', do: { kind: 'lose' } });
  await expect(send(`DELETE ${at(email)}`)).rejects.toThrow();
  expect(podium.contacts().some((one) => one.uid === uid)).toBe(false);
});

test('A create with the phone of somebody changes him, and one with a phone of nobody makes a contact.', async () => {
  const { podium, send, world } = await practicePodium(WRITES);
  const number = world.contacts
    .flatMap(({ channels }) => channels)
    .find(({ identifier }) => identifier.startsWith('+'));
  const { locations } = world.contacts[0] ?? { locations: [] };
  const before = podium.contacts().length;
  expect((await send('POST /v4/contacts', { name: 'Pat', locations, phoneNumber: number?.identifier })).status).toBe(
    202,
  );
  expect(podium.contacts()).toHaveLength(before);
  await send('POST /v4/contacts', { name: 'Sam', locations, phoneNumber: '+61491579999', email: 'sam@example.com' });
  expect(podium.contacts()).toHaveLength(before + 1);
  expect((await send('POST /v4/contacts', { name: 'Sam' })).body.code).toBe('invalid_request_values');
});

test('What is no field of a change is refused, an opt-out too, and a phone that is none.', async () => {
  const { send, world } = await practicePodium(WRITES);
  const email =
    world.contacts.flatMap(({ channels }) => channels).find(({ type }) => type === 'EMAIL')?.identifier ?? '';
  for (const body of [{ sms_opt_out: true }, { phoneNumber: '0412 345 678' }, { locations: 'everywhere' }]) {
    expect((await send(`PATCH ${at(email)}`, body)).body.code).toBe('invalid_request_values');
  }
});

test('Of two contacts with one phone a change or a delete by it hits either, as the switch says.', async () => {
  const practice = await practicePodium(WRITES);
  const { podium, send } = practice;
  const { first, second, number } = twoOfOneNumber(practice);
  const [lower = '', higher = ''] = [first, second].sort();
  await send(`PATCH ${at(number)}`, { name: 'Pat' });
  podium.configure({ shared: 'last' });
  await send(`DELETE ${at(number)}`);
  const done = podium.effects().filter(({ by }) => by === 'api');
  expect(done.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['updated', lower],
    ['deleted', higher],
  ]);
});

test('An opt-out needs an application that support has allowed, a phone, and reaches all or one who have it.', async () => {
  const practice = await practicePodium(WRITES);
  const { podium, send, world } = practice;
  const { first, number } = twoOfOneNumber(practice);
  const body = { channel: { identifier: number, type: 'PHONE' } };
  expect((await send('POST /v4/contacts/campaigns/opt_out', body)).status).toBe(403);
  podium.configure({ whitelisted: true });
  const email = { channel: { identifier: 'a@example.com', type: 'EMAIL' } };
  expect((await send('POST /v4/contacts/campaigns/opt_out', email)).status).toBe(400);
  await send('POST /v4/contacts/campaigns/opt_out', body);
  const locationUid = world.locations[0]?.uid;
  await send('POST /v4/contacts/transactional/opt_out', { ...body, locationUid });
  const channel = podium.contacts().find(({ uid }) => uid === first)?.channels[0];
  expect([channel?.marketing, channel?.optedOutAt]).toEqual([[], expect.any(String)]);
  podium.configure({ optOutReaches: 'one' });
  await send('POST /v4/contacts/campaigns/opt_out', body);
  expect(podium.effects().filter(({ by }) => by === 'api')).toHaveLength(5);
});

test('A merge, where there is one, keeps the primary as it is and takes the duplicates away; an operator may restore them or not.', async () => {
  const practice = await practicePodium({ ...WRITES, nativeMerge: true });
  const { podium, send, get, world } = practice;
  const [one, other] = world.contacts.filter(({ conversations }) => conversations.length > 0);
  const path = `POST ${at(one?.conversations[0] ?? '')}/merge`;
  expect((await send(path, { duplicate_uids: ['nobody'] })).status).toBe(400);
  expect((await send(path, { duplicate_uids: [other?.uid] })).status).toBe(202);
  const kept = (await get(at(other?.conversations[0] ?? ''))).body.data;
  expect([kept.uid, kept.name, kept.phoneNumbers]).toEqual([
    one?.uid,
    one?.name,
    one?.channels.filter(({ type }) => type === 'PHONE').map(({ identifier }) => identifier),
  ]);
  podium.act({ kind: 'restore', contact: other?.uid ?? '' });
  podium.configure({ deletesForGood: true });
  await send(`DELETE ${at(one?.conversations[0] ?? '')}`);
  expect(() => podium.act({ kind: 'restore', contact: one?.uid ?? '' })).toThrow(RangeError);
});

test('A tag and an attribute are written one by one, and of unknown ones there are none.', async () => {
  const { send, get, world } = await practicePodium(WRITES);
  const one = world.contacts.find(({ attributes, conversations }) => attributes.length > 0 && conversations.length > 0);
  const other = world.contacts.find((contact) => contact !== one && contact.conversations.length > 0);
  const path = at(other?.conversations[0] ?? '');
  const [tag, attribute] = [world.tags[1]?.uid, one?.attributes[0]?.uid];
  expect((await send(`POST ${path}/tags/${tag}`)).status).toBe(202);
  expect((await send(`POST ${path}/attributes/${attribute}`, { value: 'blue' })).status).toBe(202);
  expect((await send(`POST ${path}/tags/nothing`)).status).toBe(404);
  const { tags, attributes } = (await get(path)).body.data;
  expect(tags.map(({ uid }: { uid: string }) => uid)).toContain(tag);
  expect(attributes).toContainEqual(expect.objectContaining({ uid: attribute, value: 'blue' }));
});

test('A campaign reaches nobody whose number somebody refuses, until the one who refuses is gone.', async () => {
  const practice = await practicePodium(WRITES);
  const { podium, send } = practice;
  const { second, number } = twoOfOneNumber(practice);
  const reached = (): string[] =>
    podium.effects().flatMap(({ kind, what }) => (kind === 'message' ? [what ?? ''] : []));
  const reminder = `reminder to ${number.replace(/\D/g, '').slice(-9)}`;
  podium.tick();
  expect(reached()).not.toContain(reminder);
  const before = reached().length;
  podium.tick();
  expect(reached()).toHaveLength(before);
  podium.configure({ tickOnChange: true });
  podium.act({ kind: 'delete', contact: second });
  await send(`PATCH ${at(number)}`, { name: 'Pat' });
  expect(reached()).toContain(reminder);
});
