import type { OwnThings } from '../types.ts';

/** What we last accepted as a contact's true state: its fields by digest, and what names it by ids. */
export interface Reading {
  contactId: string;
  fullId: string;
  email: string;
  /** Null where it was not kept yet. */
  name: string | null;
  state: string;
  isVerified: boolean | null;
  /** Null where it was not kept yet. */
  externalRef: string | null;
  fieldsDigest: string;
  /** When the contact was changed last, as the CRM says it. Null where it was not kept yet. */
  modifiedAt: string | null;
  /** By the connector's name for it, e.g. `reported`: ids, sorted. A relation that was not read is absent, and nothing can be said of it. */
  relations: Record<string, string[]>;
  own: OwnThings;
}
