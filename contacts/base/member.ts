import { parseInstant } from '../csv/instant.ts';
import { emailKey } from '../keys/email-key.ts';
import type { BaseChannel, BaseContact } from './base-contact.ts';
import { comparableName } from './base-name.ts';
import { type ContactKey, keysOf, readPhones } from './contact-keys.ts';
import { fieldCount } from './field-count.ts';
import type { RegionRules } from './regions.ts';

/** A contact with all of it that is compared, worked out once. */
export interface BaseMember {
  contact: BaseContact;
  keys: readonly ContactKey[];
  /** Each once. */
  emails: ReadonlySet<string>;
  /** '' where nobody gave one. */
  name: string;
  fieldCount: number;
  /** Of one length, so that texts compare as times; '' where it is none: that is older than any. */
  updatedAt: string;
  /** What the channels of one kind that are the same have in common, in the order of the contact's channels. */
  identities: readonly string[];
}

/** `shared`: a number that it is known to have, by the same rules. Reading one takes longer than all else together. */
export function baseMember(contact: BaseContact, rules: RegionRules, shared?: ContactKey): BaseMember {
  const { channels, name, updatedAt } = contact;
  const emails = new Set<string>();
  const isKnown = shared !== undefined && hasOnePhone(contact);
  const phones = isKnown ? channels.map(sharedBy(shared)) : readPhones(contact, rules);
  const identities = channels.map(({ kind, identifier }, at) => {
    if (kind === 'email') {
      const email = emailKey(identifier);
      if (email !== '') emails.add(email);
      return email;
    }
    const phone = phones[at];
    return typeof phone === 'object' && phone !== null ? phone.key : identifier.trim();
  });
  return {
    contact,
    keys: keysOf(phones).keys,
    emails,
    name: comparableName(name),
    fieldCount: fieldCount(contact),
    updatedAt: parseInstant(updatedAt) ?? '',
    identities,
  };
}

/** Then that is the one. */
function hasOnePhone({ channels }: BaseContact): boolean {
  return channels.filter(({ kind }) => kind === 'phone').length === 1;
}

function sharedBy(shared: ContactKey): (channel: BaseChannel) => ContactKey | null {
  return ({ kind }) => (kind === 'phone' ? shared : null);
}
