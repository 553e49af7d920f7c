import fc from 'fast-check';
import type { Contact } from '../../contacts/contact.ts';

/** Contacts from so few values that clusters, ties and repeated ids are frequent. */
export function contactArbitrary(): fc.Arbitrary<Contact> {
  return fc.record({
    id: fc.integer({ min: 1, max: 40 }).map((number) => `REVU-${number}`),
    email: fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com', 'noreply@example.com', ''),
    emailWritten: fc.constantFrom('', '', 'A@Example.com', 'a@EXAMPLE.com'),
    name: fc.constantFrom('', '', 'Ada Lund', 'A. Lund', 'Ben Lund'),
    externalRef: fc.constantFrom('', 'user_1', 'user_2', 'crm-1'),
    modifiedBy: fc.constantFrom('', 'DevRev Bot', 'Agnes Agent'),
    userId: fc.constantFrom('', 'user_1', '7'),
    accountId: fc.constantFrom('ACC-1', 'ACC-2', ''),
    accountName: fc.constantFrom('Acme', 'Upwork', 'Velocity Global - OTHER', '=cmd()'),
    updatedAt: fc.constantFrom('', '2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z'),
    updatedByBi: fc.boolean(),
    tickets: fc.integer({ min: 0, max: 3 }),
    action: fc.constantFrom('', '', '', 'Main', 'Merge'),
  });
}
