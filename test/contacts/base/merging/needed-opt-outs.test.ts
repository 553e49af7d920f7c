import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BaseContact } from '../../../../contacts/base/base-contact.ts';
import { consentOfAll } from '../../../../contacts/base/consent-changes.ts';
import { isRefused, type NeededOptOut, neededOptOuts } from '../../../../contacts/base/merging/needed-opt-outs.ts';
import { contacts } from '../arbitrary-base.ts';
import { email, member, phone } from '../make-base.ts';

const WHEN = '2026-01-01T00:00:00.000Z';

test('An opted-in contact that is to take in one who refuses must refuse before it does', () => {
  const primary = member({ uid: 'ct_1', channels: [phone('0412 345 678')] });
  const duplicate = member({ uid: 'ct_2', channels: [phone('+61412345678', { optedOutAt: WHEN })] });
  const needed = neededOptOuts(primary, consentOfAll([primary, duplicate]));
  expect(needed).toEqual([{ what: 'transactional', kind: 'phone', identifier: '0412 345 678' }]);
});

test('Marketing that can only be refused everywhere names the places that are lost with it', () => {
  const primary = member({ uid: 'ct_1', channels: [phone('0412 345 678', { marketingLocations: ['a', 'b', 'c'] })] });
  const duplicate = member({ uid: 'ct_2', channels: [phone('0412345678', { marketingLocations: ['b', 'c'] })] });
  const needed = neededOptOuts(primary, consentOfAll([primary, duplicate]));
  expect(needed).toEqual([{ what: 'marketing', kind: 'phone', identifier: '0412 345 678', lost: ['b', 'c'] }]);
});

test('Who does not hold a channel says nothing about it, and what nobody said is refused', () => {
  const primary = member({ uid: 'ct_1', channels: [email('ada@example.com')] });
  const duplicate = member({ uid: 'ct_2', channels: [email('other@example.com', { optedOutAt: 'unknown' })] });
  const union = consentOfAll([primary, duplicate]);
  expect(neededOptOuts(primary, union)).toEqual([]);
  expect([isRefused('other@example.com', union), isRefused('ada@example.com', union)]).toEqual([true, false]);
  expect(isRefused('nobody@example.com', union)).toBe(true);
});

/** The contact once each of them was written and is shown. */
function written(contact: BaseContact, needed: readonly NeededOptOut[]): BaseContact {
  const channels = contact.channels.map((channel) => {
    const own = needed.filter((one) => 'identifier' in one && one.identifier === channel.identifier);
    const of = (what: string): boolean =>
      own.some((one) => one.what === what && 'kind' in one && one.kind === channel.kind);
    return {
      ...channel,
      optedOutAt: of('transactional') ? WHEN : channel.optedOutAt,
      marketingLocations: of('marketing') ? [] : channel.marketingLocations,
    };
  });
  const flags = needed.flatMap((one) => (one.what === 'flag' ? [[one.flag, true] as const] : []));
  const optOuts = { marketing: null, sms: null, email: null, ...contact.optOuts, ...Object.fromEntries(flags) };
  return { ...contact, channels, ...(flags.length > 0 || contact.optOuts ? { optOuts } : {}) };
}

test('Once all that is needed is written the contact is as strict as all together, and nothing is needed any more', () => {
  fc.assert(
    fc.property(
      contacts.filter(({ length }) => length > 1),
      (base) => {
        const members = base.map(member);
        const [primary] = members;
        if (primary === undefined) return;
        const union = consentOfAll(members);
        const needed = neededOptOuts(primary, union);
        expect(neededOptOuts(member(written(primary.contact, needed)), union)).toEqual([]);
      },
    ),
    { seed: 2, numRuns: 500 },
  );
});

test('In whatever order the others come, the same is needed', () => {
  fc.assert(
    fc.property(
      contacts.filter(({ length }) => length > 2),
      (base) => {
        const [primary, ...others] = base.map(member);
        if (primary === undefined) return;
        const backwards = consentOfAll([...others.toReversed(), primary]);
        expect(neededOptOuts(primary, backwards)).toEqual(neededOptOuts(primary, consentOfAll([primary, ...others])));
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});
