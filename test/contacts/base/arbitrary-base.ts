import fc from 'fast-check';
import type { BaseChannel, BaseContact } from '../../../contacts/base/base-contact.ts';

const PHONES = [
  '0412 345 678',
  '+61412345678',
  '0412 345 679',
  '(02) 9876 5432',
  '1300 975 707',
  '0412345678 x12',
  'n/a',
];
const TIMES = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.500Z', '2026-01-01T05:00:00+05:00', 'yesterday'];

const optedOutAt = fc.oneof(fc.constantFrom(null, 'unknown'), fc.constantFrom(...TIMES));
const marketingLocations = fc.oneof(fc.constant('unknown' as const), fc.subarray(['loc_a', 'loc_b', 'loc_c']));

export const channel: fc.Arbitrary<BaseChannel> = fc.oneof(
  fc.record({
    kind: fc.constant('phone' as const),
    identifier: fc.constantFrom(...PHONES),
    optedOutAt,
    marketingLocations,
  }),
  fc.record({
    kind: fc.constant('email' as const),
    identifier: fc.constantFrom('ada@example.com', 'ADA@example.com', 'ben@example.com'),
    optedOutAt,
    marketingLocations,
  }),
);

const flag = fc.constantFrom(true, false, null);

export const contact: fc.Arbitrary<BaseContact> = fc
  .record({
    uid: fc.string({ unit: fc.constantFrom(...'ab01_'), minLength: 1, maxLength: 6 }),
    name: fc.constantFrom('', 'Ada Example', 'ADA  example', 'Ben Example', 'unknown'),
    updatedAt: fc.constantFrom(...TIMES),
    channels: fc.array(channel, { maxLength: 4 }),
    tags: fc.subarray(['t1', 't2']),
    locations: fc.subarray(['loc_a', 'loc_b', 'loc_c']),
    fields: fc.constantFrom({}, { company: 'Example' }, { 'address.city': 'Sydney' }),
    conversations: fc.constantFrom(0, 3),
    optOuts: fc.option(fc.record({ marketing: flag, sms: flag, email: flag }), { nil: undefined }),
  })
  .map(({ optOuts, ...rest }) => (optOuts === undefined ? rest : { ...rest, optOuts }));

/** Each uid once. */
export const contacts: fc.Arbitrary<BaseContact[]> = fc.uniqueArray(contact, {
  selector: ({ uid }) => uid,
  maxLength: 25,
});
