import { expect, test } from 'vitest';
import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import type { ContactBase } from '../../../crm/crm.ts';
import { generatePodium } from '../../../samples/podium/generate-podium.ts';
import { ENVELOPES, type PodiumSettings } from '../../../sandbox/podium/settings.ts';
import { podiumClient } from './client.ts';

async function everyone(base: ContactBase, since: string | null = null): Promise<BaseContact[]> {
  const found: BaseContact[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await base.listContacts({ cursor, since });
    found.push(...page.contacts);
    cursor = page.nextCursor;
    if (cursor === null) return found;
  }
}

test('All pages together hold every contact once, an empty first page or not', async () => {
  const { crm, world, podium } = await podiumClient();
  const uids = world.contacts.map(({ uid }) => uid).sort();
  expect((await everyone(crm().base)).map(({ uid }) => uid)).toEqual(uids);
  for (const patch of [{ emptyFirstPage: true }, { lastCursor: 'empty' }, { lastCursor: 'absent' }] as const) {
    podium.configure(patch as Partial<PodiumSettings>);
    expect(await everyone(crm().base)).toHaveLength(uids.length);
  }
});

test.each(ENVELOPES.filter((name) => name !== 'documented'))(
  'An envelope of unknown shape (%s) is an error, and never a base without contacts',
  async (envelope) => {
    const { crm } = await podiumClient({ envelope }, generatePodium({ seed: 1, singles: 100 }));
    await expect(crm().base.listContacts({ cursor: null, since: null })).rejects.toMatchObject({ kind: 'bad-answer' });
  },
);

test('A page that names itself as the next one is an error: a scan would never end', async () => {
  const { crm, podium } = await podiumClient();
  const body = { data: [], metadata: { nextCursor: 'same' } };
  podium.addFault({ on: 'contacts', do: { kind: 'status', status: 200, body } });
  const reading = crm().base.listContacts({ cursor: 'same', since: null });
  await expect(reading).rejects.toMatchObject({ kind: 'bad-answer' });
});

test('A cursor that is good no more is told from all other refusals, codes in words or numbers', async () => {
  for (const errorCodes of ['words', 'numbers'] as const) {
    const { crm, podium } = await podiumClient({ errorCodes }, generatePodium({ seed: 1, singles: 100 }));
    const { base } = crm();
    const { nextCursor } = await base.listContacts({ cursor: null, since: null });
    podium.configure({ cursorTtlMs: -1 });
    await expect(base.listContacts({ cursor: nextCursor, since: null })).rejects.toMatchObject({ kind: 'cursor-lost' });
  }
});

test('Only what was changed since is listed, and rather a second too much', async () => {
  const { crm, podium, world } = await podiumClient();
  const since = new Date().toISOString();
  const uid = world.contacts[0]?.uid ?? '';
  podium.act({ kind: 'update', contact: uid });
  expect((await everyone(crm().base, since)).map((contact) => contact.uid)).toEqual([uid]);
});

test('A contact that does not say when it was changed is rejected by its uid, and the others are taken', async () => {
  const world = generatePodium({ seed: 1 });
  const [first] = world.contacts.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
  if (first) first.updatedAt = '';
  const { crm } = await podiumClient({}, world);
  const page = await crm().base.listContacts({ cursor: null, since: null });
  expect(page.rejected).toEqual([{ uid: first?.uid, reason: 'no-updated-at' }]);
});

test('A contact of another organization than the tokens are for ends the reading', async () => {
  const { crm, podium, tokens } = await podiumClient();
  const client = crm();
  const other = { data: [{ uid: 'c1', organization: { uid: 'other' } }], metadata: { nextCursor: null } };
  podium.addFault({ on: 'contacts', do: { kind: 'status', status: 200, body: other } });
  await expect(client.base.listContacts({ cursor: null, since: null })).rejects.toMatchObject({ kind: 'unauthorized' });
  expect((await client.identify()).org).toBe(tokens().organization);
});

test('Every call names the version that this client is written for, or the one of the settings: another one is refused by Podium', async () => {
  const { crm, podium } = await podiumClient();
  const { base } = crm();
  await base.listContacts({ cursor: null, since: null });
  podium.configure({ versions: ['2031.01.01'] });
  await expect(base.listContacts({ cursor: null, since: null })).rejects.toMatchObject({ kind: 'invalid' });
  await expect(base.listLocations()).rejects.toMatchObject({ kind: 'invalid' });
  const later = crm({ env: { PODIUM_VERSION: '2031.01.01' } }).base;
  expect((await later.listContacts({ cursor: null, since: null })).contacts.length).toBeGreaterThan(0);
});

test('Every place is known with its country', async () => {
  const { crm, world } = await podiumClient();
  expect(await crm().base.listLocations()).toEqual(world.locations);
});

test('A list of places that is full and says nothing of a next page, or is of another shape, is an error: numbers would be read as another country’s', async () => {
  const { crm, podium, world } = await podiumClient();
  const [place] = world.locations;
  const data = Array.from({ length: 100 }, (_, at) => ({ uid: `l${at}`, name: place?.name }));
  for (const body of [{ data, metadata: {} }, { data }, { locations: data, next_cursor: null }, data]) {
    podium.addFault({ on: 'locations', do: { kind: 'status', status: 200, body } });
    await expect(crm().base.listLocations()).rejects.toMatchObject({ kind: 'bad-answer' });
  }
});
