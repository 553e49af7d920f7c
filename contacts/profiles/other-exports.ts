import { foldedName } from '../csv/header.ts';

/** Columns that only one system's export has; any one set of them tells. */
const EXPORTS: readonly { system: string; signs: readonly (readonly string[])[] }[] = [
  {
    system: 'HubSpot',
    signs: [
      ['Record ID', 'Lifecycle Stage'],
      ['Record ID', 'Lead Status'],
      ['Record ID', 'Contact owner'],
      ['Record ID', 'Marketing contact status'],
    ],
  },
  { system: 'Google Contacts', signs: [['E-mail 1 - Value'], ['E-mail 1 - Label'], ['Phone 1 - Value']] },
  {
    system: 'Salesforce',
    signs: [
      ['SystemModstamp', 'LastName'],
      ['MasterRecordId', 'LastName'],
      ['Contact ID', 'Account Name'],
      ['Salutation', 'Last Name', 'Account Name'],
      ['Contact Owner', 'Account Name'],
    ],
  },
  {
    system: 'Zendesk',
    signs: [
      ['organization_id', 'ticket_restriction'],
      ['organization_id', 'shared_phone_number'],
      ['organization_id', 'time_zone', 'role'],
      ['external_id', 'organization_id', 'role'],
    ],
  },
];

export const OTHER_SYSTEMS: readonly string[] = EXPORTS.map(({ system }) => system);

/** The system whose export of contacts a header is of; null when it is none that is known. */
export function otherExport(header: readonly string[]): string | null {
  const names = new Set(header.map(foldedName));
  const found = EXPORTS.find(({ signs }) => signs.some((sign) => sign.every((name) => names.has(foldedName(name)))));
  return found?.system ?? null;
}
