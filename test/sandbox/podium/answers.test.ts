import { expect, test } from 'vitest';
import { generatePodium } from '../../../samples/podium/generate-podium.ts';
import { practicePodium } from './practice.ts';

test('Over its rate it answers 429 without saying how long, unless switched.', async () => {
  const { get, podium } = await practicePodium({ rateLimit: { calls: 1, windowMs: 60_000 } });
  await get('/v4/contacts');
  const refused = await get('/v4/contacts');
  expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([429, 'rate_limit', null]);
  podium.configure({ retryAfter: true, errorCodes: 'numbers' });
  const again = await get('/v4/contacts');
  expect([again.headers.get('retry-after'), again.body.code]).toEqual(['1', 1029]);
});

test('Each unknown envelope is as far from the documented one as it says.', async () => {
  const { get, podium } = await practicePodium();
  const keys: Record<string, string[]> = {};
  for (const envelope of ['documented', 'snake', 'no-metadata', 'no-cursor'] as const) {
    podium.configure({ envelope });
    keys[envelope] = Object.keys((await get('/v4/contacts')).body);
  }
  expect(keys).toEqual({
    documented: ['data', 'metadata'],
    snake: ['contacts', 'next_cursor'],
    'no-metadata': ['data'],
    'no-cursor': ['data', 'metadata'],
  });
});

test('An answer can be lost, cut or come late, and a cursor can die in the middle.', async () => {
  const { get, podium } = await practicePodium();
  podium.addFault({ on: 'contacts', do: { kind: 'lose' } });
  await expect(get('/v4/contacts')).rejects.toThrow();
  podium.addFault({ on: 'contacts', do: { kind: 'cut', at: 20 } });
  await expect(get('/v4/contacts')).rejects.toThrow();
  const { metadata } = (await get('/v4/contacts')).body;
  podium.addFault({ on: 'contacts', do: { kind: 'invalid-cursor' } });
  expect((await get(`/v4/contacts?cursor=${metadata.nextCursor}`)).body.code).toBe('invalid_cursor');
});

test('Whatever asks for a change is in the effect log, and changes that nobody documents are no route.', async () => {
  const { podium, send } = await practicePodium({ granted: ['read_contacts', 'write_contacts'] });
  expect((await send('DELETE /v4/contacts/nobody@example.com')).status).toBe(404);
  expect(podium.effects()).toMatchObject([{ kind: 'write', subject: 'DELETE /v4/contacts/nobody@example.com' }]);
  expect((await send('POST /v4/contacts/x/y/z')).body.code).toBe('route_not_found');
  expect((await send('POST /v4/contacts/x/merge')).body.code).toBe('route_not_found');
});

test('The same seed makes the same people, and so many more as are asked for.', () => {
  const world = generatePodium({ seed: 3 });
  expect(generatePodium({ seed: 3 })).toEqual(world);
  expect(generatePodium({ seed: 3, singles: 50 }).contacts).toHaveLength(world.contacts.length + 50);
});
