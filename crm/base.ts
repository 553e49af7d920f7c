import type { BaseContact, BaseLocation } from '../contacts/base/base-contact.ts';
import type { CallOptions } from './call-options.ts';

/** One page of all the contacts that there are. */
export interface BasePage {
  contacts: BaseContact[];
  /** Contacts that nothing can be planned with, and why, as a code. */
  rejected: { uid: string; reason: string }[];
  /** Null means the end; an empty page with a cursor is not the end. */
  nextCursor: string | null;
}

/** Everything that one organization has, as it is scanned. */
export interface ContactBase {
  /**
   * `since`: only those that were changed after it, in ISO 8601, or a little before. CrmError `cursor-lost` where a cursor is good no
   * more: then from the beginning.
   */
  listContacts(request: { cursor: string | null; since: string | null }, options?: CallOptions): Promise<BasePage>;
  listLocations(options?: CallOptions): Promise<BaseLocation[]>;
}
