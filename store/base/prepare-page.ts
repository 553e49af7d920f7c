import type { BaseContact } from '../../contacts/base/base-contact.ts';
import { contactKeys } from '../../contacts/base/contact-keys.ts';
import { fieldCount } from '../../contacts/base/field-count.ts';
import type { RegionRules } from '../../contacts/base/regions.ts';
import { parseInstant } from '../../contacts/csv/instant.ts';
import { phoneVersion } from '../../contacts/keys/phone-version.ts';

/** Contacts as the index has them, column by column. */
export interface PreparedPage {
  uids: string[];
  updatedAts: string[];
  fieldCounts: number[];
  /** Codes with a blank between, null for none. */
  faults: (string | null)[];
  bodies: string[];
  keys: { uid: string[]; key: string[]; type: (string | null)[]; locations: string[] };
  version: string;
  rejected: { uid: string; reason: string }[];
}

/** What stands for a contact or a place: no blank, nothing that a terminal or a list would take for something else. */
const UID = /^[\x21-\x7e]{1,200}$/;

/** Reads the numbers of a page. It asks nobody, so that it can be done while the page before it is written. */
export function preparePage(
  contacts: readonly BaseContact[],
  { regions, rejected = [] }: { regions: RegionRules; rejected?: readonly { uid: string; reason: string }[] },
): PreparedPage {
  const page: PreparedPage = {
    uids: [],
    updatedAts: [],
    fieldCounts: [],
    faults: [],
    bodies: [],
    keys: { uid: [], key: [], type: [], locations: [] },
    version: phoneVersion(),
    rejected: [...rejected],
  };
  for (const contact of newestOfEach(contacts)) {
    const reason = flawOf(contact);
    if (reason === null) prepareContact(page, contact, regions);
    else page.rejected.push({ uid: UID.test(contact.uid) ? contact.uid : '?', reason });
  }
  return page;
}

function prepareContact(page: PreparedPage, contact: BaseContact, regions: RegionRules): void {
  const { uid, updatedAt, locations } = contact;
  const { keys, faults } = contactKeys(contact, regions);
  page.uids.push(uid);
  page.updatedAts.push(parseInstant(updatedAt) ?? '');
  page.fieldCounts.push(fieldCount(contact));
  page.faults.push(faults.length === 0 ? null : faults.join(' '));
  page.bodies.push(JSON.stringify(contact));
  for (const { key, type } of keys) {
    page.keys.uid.push(uid);
    page.keys.key.push(key);
    page.keys.type.push(type);
    page.keys.locations.push(locations.join(' '));
  }
}

/** A contact that was changed while its page was made may be on it twice. */
function newestOfEach(contacts: readonly BaseContact[]): Iterable<BaseContact> {
  const byUid = new Map<string, BaseContact>();
  for (const contact of contacts) {
    const other = byUid.get(contact.uid);
    if (other === undefined || instantOf(other) <= instantOf(contact)) byUid.set(contact.uid, contact);
  }
  return byUid.values();
}

function instantOf({ updatedAt }: BaseContact): string {
  return parseInstant(updatedAt) ?? '';
}

function flawOf({ uid, updatedAt, locations, tags }: BaseContact): string | null {
  if (!UID.test(uid)) return 'odd_uid';
  if (parseInstant(updatedAt) === null) return 'no_updated_at';
  return [...locations, ...tags].every((one) => UID.test(one)) ? null : 'odd_uid_of_place_or_tag';
}
