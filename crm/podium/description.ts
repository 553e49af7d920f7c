import type { CrmDescription } from '../crm.ts';

/** Podium documents no request that merges, and this client can write nothing. Consent stands in the contact's channels. */
export const PODIUM: CrmDescription = {
  merge: 'none',
  consent: 'none',
  scans: true,
  ordinaryState: 'active',
  relations: [],
  notAskedFor: ['messages of its conversations (scope read_messages)', 'reviews, invoices and payments'],
};
