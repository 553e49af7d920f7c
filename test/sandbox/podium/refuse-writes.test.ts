import { expect, test } from 'vitest';
import { practicePodium } from './practice.ts';
import { refuseWrites } from './refuse-writes.ts';

test('What only reads passes, also where people change contacts meanwhile', async () => {
  const { podium, world, get } = await practicePodium();
  await get('/v4/contacts?limit=5');
  podium.act({ kind: 'update', contact: world.contacts[0]?.uid ?? '' });
  expect(() => refuseWrites(podium)).not.toThrow();
});

test.each([
  ['is accepted', { granted: ['read_contacts', 'write_contacts'] }],
  ['is refused', { granted: ['read_contacts'] }],
])('A write that %s is told', async (_, options) => {
  const { podium, world, send } = await practicePodium(options);
  await send(
    `DELETE /v4/contacts/${world.contacts.find(({ conversations }) => conversations.length > 0)?.conversations[0]}`,
  );
  expect(() => refuseWrites(podium)).toThrow(/^Who only reads has written: .*DELETE/);
});

test('So is a request that Podium knows nothing of', async () => {
  const { podium, get } = await practicePodium();
  await get('/v4/contacts/a/merge');
  expect(() => refuseWrites(podium)).toThrow('has written');
});
