import { expect, test } from 'vitest';
import { baseInMemory } from '../../../contacts/base/in-memory.ts';
import { DEFAULT_POLICY } from '../../../contacts/base/policy.ts';
import { previewBase } from '../../../contacts/base/preview-base.ts';
import { AU, baseContact, phone } from './make-base.ts';

test('Phones that are no key are counted in one order of their reasons, whoever comes first', async () => {
  const contacts = ['call after 5pm', '0412 345 678 / 02 9876 5432', '12'].map((identifier, at) =>
    baseContact({ uid: `ct_${at}`, channels: [phone(identifier)] }),
  );
  const shown = async (all: typeof contacts): Promise<[string, number][]> => {
    const files = { out: null, byHand: null, review: null };
    const choices = { crm: 'podium', policy: DEFAULT_POLICY, regions: AU, limit: 0, ...files };
    return Object.entries((await previewBase({ source: baseInMemory(all), ...choices })).faults);
  };
  const expected = [
    ['letters', 1],
    ['multiple_numbers', 1],
    ['not_a_valid_number', 1],
  ];
  expect(await shown(contacts)).toEqual(expected);
  expect(await shown(contacts.toReversed())).toEqual(expected);
});
