import { expect, test } from 'vitest';
import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import { baseContact, email, phone, planned } from './make-base.ts';

const NUMBER = '+61412345678';
const NAMED = { name: 'Ada Example' };

async function consentOf(...contacts: BaseContact[]) {
  const { clusters } = await planned(contacts);
  return clusters[0]?.cluster.consent;
}

test('An opted-in primary and an opted-out duplicate end opted out', async () => {
  const changes = await consentOf(
    baseContact({
      uid: 'ct_1',
      ...NAMED,
      fields: { company: 'x' },
      channels: [phone(NUMBER, { marketingLocations: ['loc'] })],
    }),
    baseContact({ uid: 'ct_2', ...NAMED, channels: [phone(NUMBER, { optedOutAt: '2025-05-01T00:00:00Z' })] }),
  );
  expect(changes).toEqual([
    { channel: 'transactional', identifier: NUMBER, before: 'in', after: 'out' },
    { channel: 'marketing', identifier: NUMBER, location: 'loc', before: 'in', after: 'out' },
  ]);
});

test('Who does not hold a channel says nothing about it', async () => {
  const changes = await consentOf(
    baseContact({ uid: 'ct_1', ...NAMED, channels: [phone(NUMBER), email('a@x.io', { marketingLocations: ['loc'] })] }),
    baseContact({ uid: 'ct_2', ...NAMED, channels: [phone(NUMBER)] }),
  );
  expect(changes).toContainEqual({
    channel: 'marketing',
    identifier: 'a@x.io',
    location: 'loc',
    before: 'in',
    after: 'in',
  });
});

test('What the CRM did not say counts as refused', async () => {
  const changes = await consentOf(
    baseContact({
      uid: 'ct_1',
      ...NAMED,
      channels: [phone(NUMBER, { optedOutAt: 'unknown', marketingLocations: 'unknown' })],
    }),
    baseContact({ uid: 'ct_2', ...NAMED, channels: [phone(NUMBER, { marketingLocations: ['loc'] })] }),
  );
  expect(changes).toEqual([
    { channel: 'transactional', identifier: NUMBER, before: 'unknown', after: 'out' },
    { channel: 'marketing', identifier: NUMBER, location: 'loc', before: 'out', after: 'out' },
  ]);
});

test('The three booleans of an account that has them: any true wins, and none said counts as refused', async () => {
  const channels = [phone(NUMBER)];
  const changes = await consentOf(
    baseContact({ uid: 'ct_1', ...NAMED, channels, optOuts: { marketing: false, sms: false, email: null } }),
    baseContact({ uid: 'ct_2', ...NAMED, channels, optOuts: { marketing: true, sms: false, email: false } }),
  );
  expect(changes?.slice(1)).toEqual([
    { channel: 'marketing_opt_out', before: 'in', after: 'out' },
    { channel: 'sms_opt_out', before: 'in', after: 'in' },
    { channel: 'email_opt_out', before: 'unknown', after: 'out' },
  ]);
});

test('An e-mail that the primary takes over brings its refusal with it', async () => {
  const changes = await consentOf(
    baseContact({ uid: 'ct_1', ...NAMED, conversations: 1, channels: [phone(NUMBER)] }),
    baseContact({
      uid: 'ct_2',
      ...NAMED,
      channels: [phone(NUMBER), email('a@x.io', { optedOutAt: '2025-01-01T00:00:00Z' })],
    }),
  );
  expect(changes).toContainEqual({ channel: 'transactional', identifier: 'a@x.io', before: 'unknown', after: 'out' });
});
