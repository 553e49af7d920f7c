import { type ClusterSpec, type ContactSpec, clusterSpec, contactSpec, type Studio } from '../people/contact-spec.ts';
import { csvRow } from './rows.ts';

export interface BadRows {
  rows: string[][];
  /** Good clusters that a bad row stands beside. */
  clusters: ClusterSpec[];
  /** Contacts that exist although their row is rejected. */
  contacts: ContactSpec[];
}

const TICKETS = 13;
const DISPLAY_ID = 5;
const UPDATED_AT = 8;

/** What a real export has a little of: rows that cannot be used, and ids that stand on two rows. */
export function badRows(studio: Studio): BadRows {
  const pair = (): ClusterSpec => clusterSpec(studio, [{}, { externalRef: '' }]);
  const [badTickets, shortRow, missingId, twice, twiceAcross] = [pair(), pair(), pair(), pair(), pair()];
  const beside = ({ contacts: [first] }: ClusterSpec): ContactSpec =>
    contactSpec(studio, first === undefined ? {} : { person: first.person, account: first.account });
  const notNumber = beside(badTickets);
  const negative = contactSpec(studio, {});
  const noDate = contactSpec(studio, {});
  const longEmail = contactSpec(studio, { person: { name: 'Long', email: `${'x'.repeat(288)}@example.com` } });
  return {
    clusters: [badTickets, shortRow, missingId, twice, twiceAcross],
    contacts: [notNumber, negative, noDate],
    rows: [
      csvRow(notNumber, 0).with(TICKETS, 'abc'),
      csvRow(negative, 0).with(TICKETS, '-3'),
      csvRow(noDate, 0).with(UPDATED_AT, '2025-02-30 9:05'),
      csvRow(longEmail, 0),
      csvRow(beside(shortRow), 0).slice(0, 9),
      csvRow(beside(missingId), 0).with(DISPLAY_ID, ''),
      ...twice.contacts.slice(0, 1).map((one) => csvRow({ ...one, updatedAt: one.updatedAt + 60 }, 0)),
      ...twiceAcross.contacts.slice(0, 1).map((one) => csvRow({ ...one, person: studio.person() }, 0)),
    ],
  };
}
