import { expect, test } from 'vitest';
import { grant, practicePodium, token } from './practice.ts';

test('A code is good once, and grants no more than the person does.', async () => {
  const { podium, tokens } = await practicePodium();
  expect(tokens.scope).toBe('read_contacts read_locations');
  expect((await token(podium.url, { grant_type: 'authorization_code', code: 'code-other' })).body.error).toBe(
    'invalid_grant',
  );
});

test('A refresh gives new tokens and takes the refresh token back, where it rotates.', async () => {
  const { podium, tokens } = await practicePodium();
  const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
  expect((await token(podium.url, refresh)).status).toBe(200);
  expect((await token(podium.url, refresh)).body.error).toBe('invalid_grant');
  podium.configure({ rotates: false });
  const other = await grant(podium);
  const again = { grant_type: 'refresh_token', refresh_token: other.refresh_token };
  expect([(await token(podium.url, again)).status, (await token(podium.url, again)).status]).toEqual([200, 200]);
});

test('A token that is too old, a missing scope and an unknown version are refused, each in its own way.', async () => {
  const { podium, get } = await practicePodium({ granted: ['read_contacts'] });
  expect((await get('/v4/locations')).body.code).toBe('unauthorized');
  podium.configure({ versions: ['2031.01.01'] });
  expect((await get('/v4/contacts')).body.code).toBe('invalid_header_version');
  podium.expireTokens();
  expect((await get('/v4/contacts')).body.code).toBe('unauthenticated');
});
