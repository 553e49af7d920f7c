import { expect, test } from 'vitest';
import { generatePodium } from '../../../samples/podium/generate-podium.ts';
import { podiumClient } from './client.ts';

test('A contact is read by its uid, although Podium takes none, and by what only it has', async () => {
  const { crm, world, podium } = await podiumClient();
  const client = crm();
  for (const { uid } of world.contacts) {
    const reading = await client.readContact(uid);
    expect(reading.kind === 'alive' && [reading.contact.id, reading.contact.displayId]).toEqual([uid, uid]);
  }
  expect(podium.effects()).toEqual([]);
});

test.each(['first', 'last', 'turns'] as const)(
  'Of two that share their only phone each is found, whichever Podium means by it (%s)',
  async (shared) => {
    const { crm, world } = await podiumClient({ shared });
    const client = crm();
    const phones = world.contacts.flatMap(({ channels }) => (channels.length === 1 ? channels[0]?.identifier : []));
    const isShared = (phone = ''): boolean => phones.filter((other) => other === phone).length > 1;
    const pair = world.contacts.filter(({ channels }) => channels.length === 1 && isShared(channels[0]?.identifier));
    expect(pair.length).toBeGreaterThan(1);
    for (const { uid } of pair) expect((await client.readContact(uid)).kind).toBe('alive');
  },
);

test('One that is deleted, or that Podium has merged by itself, is gone; one restored is there again', async () => {
  const { crm, world, podium } = await podiumClient();
  const client = crm();
  const [one, other] = world.contacts.filter(({ conversations }) => conversations.length > 0);
  const [contact = '', into = ''] = [one?.uid, other?.uid];
  podium.act({ kind: 'delete', contact });
  expect(await client.readContact(contact)).toMatchObject({ kind: 'gone', how: 'not-found' });
  podium.act({ kind: 'restore', contact });
  expect((await client.readContact(contact)).kind).toBe('alive');
  podium.act({ kind: 'merge', into, duplicate: contact });
  expect((await client.readContact(contact)).kind).toBe('gone');
});

test('Its digest changes with every field and every later moment, and not with how a moment is written', async () => {
  const { crm, world, podium } = await podiumClient();
  const client = crm();
  const one = world.contacts.find(({ channels }) => channels.length > 0);
  const digest = async (): Promise<string> => {
    const reading = await client.readContact(one?.uid ?? '');
    return reading.kind === 'alive' ? client.digest(reading.contact) : '';
  };
  const before = await digest();
  expect(await digest()).toBe(before);
  podium.act({ kind: 'update', contact: one?.uid ?? '' });
  const after = await digest();
  expect(after).not.toBe(before);
  const raw = (updatedAt: string): Uint8Array => Buffer.from(JSON.stringify({ data: { uid: 'a', updatedAt } }));
  const of = (text: string): string => client.digest({ raw: raw(text) } as never);
  expect(of('2025-01-01T00:00:00Z')).toBe(of('2025-01-01T01:00:00.000+01:00'));
});

test('One that no scan has seen is not called gone', async () => {
  const { crm } = await podiumClient();
  await expect(crm().readContact('unknown')).rejects.toMatchObject({ kind: 'invalid' });
});

test('A 404 of a proxy is no word on a contact', async () => {
  const { crm, world, podium } = await podiumClient();
  podium.addFault({ on: 'contact', do: { kind: 'status', status: 404, body: '<html></html>' } });
  const one = world.contacts.find(({ channels }) => channels.length > 0);
  await expect(crm().readContact(one?.uid ?? '')).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('No error names an identifier, a name or a token', async () => {
  const world = generatePodium({ seed: 1 });
  const { crm, podium, tokens } = await podiumClient({}, world);
  const one = world.contacts.find(({ channels }) => channels.length > 1);
  const said: string[] = [];
  for (const fault of [
    { kind: 'lose' },
    { kind: 'cut', at: 30 },
    { kind: 'status', status: 500, body: { message: one?.name } },
    { kind: 'status', status: 200, body: { data: one?.name } },
  ] as const) {
    podium.addFault({ on: 'contact', do: fault });
    await crm()
      .readContact(one?.uid ?? '')
      .catch((error: Error) => said.push(`${error.message} ${error.cause}`));
  }
  expect(said).toHaveLength(4);
  const secrets = [one?.name, tokens().accessToken, ...(one?.channels.map(({ identifier }) => identifier) ?? [])];
  for (const secret of secrets) expect(said.join('\n')).not.toContain(secret);
});

test('Until a merge was proven, none is opened, and nothing updates', async () => {
  const { crm, podium } = await podiumClient();
  const client = crm();
  expect([client.updateContact, client.description.merge]).toEqual([undefined, 'none']);
  await expect(client.openMerge()).rejects.toThrow('no merge was proven');
  expect(podium.requests().every(({ write }) => !write)).toBe(true);
});
