import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packContact, packedEmail, packedId, unpackContact } from '../../contacts/planning/packed-contact.ts';

/** What a cell may hold: the rows with control characters are rejected before. */
const text = fc.string({ unit: 'binary', maxLength: 40 }).map((one) => one.replaceAll('\x1f', ''));

const contact = fc.record({
  id: text,
  email: text,
  emailWritten: text,
  name: text,
  externalRef: text,
  modifiedBy: text,
  userId: text,
  accountId: text,
  accountName: text,
  updatedAt: text,
  updatedByBi: fc.boolean(),
  tickets: fc.nat(),
  action: text,
});

test('A contact comes out of its packed text as it went in, whatever its fields hold', () => {
  fc.assert(
    fc.property(contact, (one) => {
      const packed = packContact(one);
      expect(unpackContact(packed)).toEqual(one);
      expect([packedEmail(packed), packedId(packed)]).toEqual([one.email, one.id]);
    }),
    { seed: 10, numRuns: 500 },
  );
});
