import { type ClusterSpec, type ContactSpec, clusterSpec, contactSpec, type Studio } from '../people/contact-spec.ts';
import { REVU_HEADER, revuRow } from './revu-rows.ts';

export interface RevuBadRows {
  rows: string[][];
  /** Good clusters that a bad row stands beside. */
  clusters: ClusterSpec[];
  /** Contacts that exist although their row is rejected. */
  contacts: ContactSpec[];
}

/** Rows that cannot be used: references of other systems, times and counts that are none, a row cut short, an id twice. */
export function revuBadRows(studio: Studio, org: string): RevuBadRows {
  const row = (spec: ContactSpec, cells: Record<string, string> = {}): string[] =>
    revuRow({ spec, org, tickets: 0 }).map((cell, at) => cells[REVU_HEADER[at] ?? ''] ?? cell);
  const pair = (): ClusterSpec => clusterSpec(studio, [{ externalRef: '' }, {}]);
  const [beside, missingId, twice] = [pair(), pair(), pair()];
  const same = ({ contacts: [first] }: ClusterSpec): ContactSpec =>
    contactSpec(studio, first === undefined ? {} : { person: first.person, account: first.account });
  const otherSystem = contactSpec(studio, { externalRef: 'crm-4711' });
  const falsePrefix = { ...same(beside), externalRef: 'old_user_4712' };
  const notNumber = contactSpec(studio, {});
  const noDate = contactSpec(studio, {});
  return {
    clusters: [beside, missingId, twice],
    contacts: [otherSystem, falsePrefix, notNumber, noDate],
    rows: [
      row(otherSystem),
      row(falsePrefix),
      row(notNumber, { TICKET_COUNT: 'many' }),
      row(noDate, { UPDATED_AT: '2025-02-30 09:05:00.000' }),
      row(contactSpec(studio, {})).slice(0, 5),
      row(same(missingId), { REV_USER_ID: '' }),
      ...twice.contacts.slice(0, 1).map((one) => row({ ...one, updatedAt: one.updatedAt + 60 })),
    ],
  };
}
