import type { CrmDescription } from '../crm.ts';
import { RESTORING } from './restoring/restorable.ts';

/**
 * Podium documents no request that merges: nothing does until somebody has shown it for an organization. Consent stands in the contact's
 * channels. A contact is deleted, or merged away, without a trace that leads to another.
 */
export const PODIUM: CrmDescription = {
  merge: 'none',
  provable: ['native', 'emulated'],
  goneProves: true,
  consent: 'channels',
  scans: true,
  ordinaryState: 'active',
  relations: [],
  notAskedFor: ['messages of its conversations (scope read_messages)', 'reviews, invoices and payments'],
  restoring: RESTORING,
};
