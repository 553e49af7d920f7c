import { expect, test } from 'vitest';
import { baseContactOf } from '../../../crm/podium/base-contact.ts';
import type { PodiumContact } from '../../../crm/podium/schemas.ts';

const BARE: PodiumContact = { uid: 'c1', organization: { uid: 'o1' }, updatedAt: '2025-03-01T01:00:00+01:00' };

test('What Podium leaves out is empty, and its moment is told in UTC', () => {
  expect(baseContactOf(BARE)).toEqual({
    uid: 'c1',
    name: '',
    updatedAt: '2025-03-01T00:00:00.000Z',
    channels: [],
    tags: [],
    locations: [],
    fields: {},
    conversations: 0,
    lastTouch: { event: 'updated', at: '2025-03-01T00:00:00.000Z' },
  });
});

test('Consent that a channel does not tell is unknown, and null is a word', () => {
  const channels = [
    { type: 'PHONE', identifier: '0491 570 006', transactionalOptedOutAt: null, marketingOptedInLocationUids: ['l1'] },
    { type: 'EMAIL', identifier: 'pat@example.com' },
    {
      type: 'PHONE',
      identifier: '0491 570 156',
      transactionalOptedOutAt: 'yesterday',
      marketingOptedInLocationUids: null,
    },
    { type: 'WEBCHAT', identifier: 'x' },
  ];
  expect(baseContactOf({ ...BARE, channels })?.channels).toEqual([
    { kind: 'phone', identifier: '0491 570 006', optedOutAt: null, marketingLocations: ['l1'] },
    { kind: 'email', identifier: 'pat@example.com', optedOutAt: 'unknown', marketingLocations: 'unknown' },
    { kind: 'phone', identifier: '0491 570 156', optedOutAt: 'unknown', marketingLocations: 'unknown' },
  ]);
});

test('A number beside the channels counts, once, and nobody knows what its owner has refused', () => {
  const channels = [
    { type: 'PHONE', identifier: '1', transactionalOptedOutAt: null, marketingOptedInLocationUids: [] },
  ];
  const found = baseContactOf({ ...BARE, channels, phoneNumbers: ['1', '2'], emails: ['a@example.com'] })?.channels;
  expect(found?.map(({ identifier, optedOutAt }) => [identifier, optedOutAt])).toEqual([
    ['1', null],
    ['2', 'unknown'],
    ['a@example.com', 'unknown'],
  ]);
});

test('Gaps are filled from address and attributes, and the three booleans stand where an account has them', () => {
  const contact = baseContactOf({
    ...BARE,
    address: { city: ' Sydney ', state: null },
    attributes: [
      { uid: 'a1', value: 'Example' },
      { uid: 'a2', value: null },
      { uid: 'a3', value: 7 },
    ],
    sms_opt_out: true,
    email_opt_out: null,
  });
  expect(contact?.fields).toEqual({ 'address.city': 'Sydney', 'attribute.a1': 'Example', 'attribute.a3': '7' });
  expect(contact?.optOuts).toEqual({ marketing: null, sms: true, email: null });
});

test('Without a moment that can be read it is none', () => {
  expect(baseContactOf({ ...BARE, updatedAt: 'soon' })).toBeNull();
  expect(baseContactOf({ ...BARE, updatedAt: null })).toBeNull();
});
