import type { BaseContact } from '../../contacts/base/base-contact.ts';
import { UID } from '../../contacts/base/base-ids.ts';
import { contactKeys } from '../../contacts/base/contact-keys.ts';
import { fieldCount } from '../../contacts/base/field-count.ts';
import { addressKey, ownAddresses } from '../../contacts/base/merging/own-address.ts';
import type { RegionRules } from '../../contacts/base/regions.ts';
import { parseInstant } from '../../contacts/csv/instant.ts';
import { phoneVersion } from '../../contacts/keys/phone-version.ts';

/** Contacts as the index has them. */
export interface PreparedPage {
  contacts: PreparedContact[];
  keys: PreparedKey[];
  version: string;
  rejected: { uid: string; reason: string }[];
}

export interface PreparedContact {
  uid: string;
  /** As an instant of one length. */
  updatedAt: string;
  fieldCount: number;
  /** Codes with a blank between, null for none. */
  faults: string | null;
  /** What it may be asked for by and may be its own, as it is compared, with a blank between. */
  addresses: string;
  /** All of it, as JSON of `BaseContact`. */
  body: string;
}

export interface PreparedKey {
  uid: string;
  key: string;
  type: string | null;
  /** Uids of the contact's places, with a blank between. */
  locations: string;
}

/** Reads the numbers of a page and writes it out. It asks nobody, so that it can be done while the page before it is written. */
export function preparePage(
  contacts: readonly BaseContact[],
  { regions, rejected = [] }: { regions: RegionRules; rejected?: readonly { uid: string; reason: string }[] },
): PreparedPage {
  const page: PreparedPage = {
    contacts: [],
    keys: [],
    version: phoneVersion(),
    rejected: [...rejected],
  };
  for (const { contact, updatedAt } of newestOfEach(contacts)) {
    const reason = flawOf(contact, updatedAt);
    if (reason === null) prepareContact(page, { contact, updatedAt }, regions);
    else page.rejected.push({ uid: UID.test(contact.uid) ? contact.uid : '?', reason });
  }
  return page;
}

function prepareContact(page: PreparedPage, { contact, updatedAt }: Dated, regions: RegionRules): void {
  const { uid, locations } = contact;
  const { keys, faults } = contactKeys(contact, regions);
  page.contacts.push({
    uid,
    updatedAt,
    fieldCount: fieldCount(contact),
    faults: faults.length === 0 ? null : faults.join(' '),
    addresses: ownAddresses(contact).map(addressKey).join(' '),
    body: JSON.stringify(contact),
  });
  for (const { key, type } of keys) page.keys.push({ uid, key, type, locations: locations.join(' ') });
}

interface Dated {
  contact: BaseContact;
  /** As an instant of one length; '' where it is none. */
  updatedAt: string;
}

/** A contact that was changed while its page was made may be on it twice. */
function newestOfEach(contacts: readonly BaseContact[]): Iterable<Dated> {
  const byUid = new Map<string, Dated>();
  for (const contact of contacts) {
    const updatedAt = parseInstant(contact.updatedAt) ?? '';
    const other = byUid.get(contact.uid);
    if (other === undefined || other.updatedAt <= updatedAt) byUid.set(contact.uid, { contact, updatedAt });
  }
  return byUid.values();
}

function flawOf({ uid, locations, tags }: BaseContact, updatedAt: string): string | null {
  if (!UID.test(uid)) return 'odd_uid';
  if (updatedAt === '') return 'no_updated_at';
  return [...locations, ...tags].every((one) => UID.test(one)) ? null : 'odd_uid_of_place_or_tag';
}
