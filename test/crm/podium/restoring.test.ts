import { expect, test } from 'vitest';
import type { Restoring } from '../../../crm/crm.ts';
import type { WorldPodiumContact } from '../../../samples/podium/podium-world.ts';
import { type Client, podiumClient } from './client.ts';

const WRITES = { writes: true, granted: ['read_contacts', 'read_locations', 'write_contacts'] };
const EMAIL = 'Ada@büro.test';

function restoringOf({ crm }: Client): Restoring {
  return crm().restoring ?? expect.unreachable('Podium makes contacts anew');
}

function withIt({ podium }: Client, email = EMAIL): WorldPodiumContact[] {
  return podium.contacts().filter(({ channels }) => channels.some(({ identifier }) => identifier === email));
}

test('A contact is made by its e-mail alone, twice asked for it is one, and it is found by it and known to be bare, however its domain is written', async () => {
  const client = await podiumClient(WRITES);
  const restoring = restoringOf(client);
  const locations = [client.world.locations[0]?.uid ?? ''];
  const request = { raw: new Uint8Array(), marker: EMAIL, fields: { name: 'Ada', locations } };
  expect(await restoring.create(request)).toBeNull();
  expect(await restoring.create(request)).toBeNull();
  const [made, ...more] = withIt(client);
  expect([more, made?.channels.map(({ type }) => type), made?.locations]).toEqual([[], ['EMAIL'], locations]);
  const found = (): Promise<unknown> => restoring.findByMarker({ marker: EMAIL, cursor: null });
  const asNow = (isBare: boolean) => ({ items: [{ id: made?.uid, found: { isBare } }], nextCursor: null });
  expect(await found()).toMatchObject(asNow(true));
  const change = { conversations: ['a-conversation'] };
  client.podium.act({ kind: 'update', contact: made?.uid ?? '', change });
  expect(await found()).toMatchObject(asNow(false));
});

test.each([
  ['a phone', { marker: '+61491570006', fields: { name: 'Ada', locations: ['l'] } }],
  ['no name', { marker: EMAIL, fields: { locations: ['l'] } }],
  ['no place', { marker: EMAIL, fields: { name: 'Ada', locations: [] } }],
])('With %s nobody is made, and nothing is asked for', async (_, request) => {
  const client = await podiumClient(WRITES);
  const create = restoringOf(client).create({ raw: new Uint8Array(), ...request });
  await expect(create).rejects.toMatchObject({ kind: 'invalid' });
  expect(client.podium.effects()).toEqual([]);
});

test('A value is given to nobody whose own e-mail is not known, and no error names who', async () => {
  const client = await podiumClient(WRITES);
  const [one] = client.world.contacts;
  const set = restoringOf(client).setFields(one?.uid ?? '', { 'tag.t': true });
  await expect(set).rejects.toMatchObject({ kind: 'invalid', message: expect.not.stringContaining(one?.uid ?? '-') });
  expect(client.podium.effects()).toEqual([]);
});
