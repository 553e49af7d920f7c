import { parseInstant } from '../csv/instant.ts';
import { emailKey } from '../keys/email-key.ts';
import type { BaseContact } from './base-contact.ts';
import { comparableName } from './base-name.ts';
import { type ContactKey, contactKeys, phoneIdentity } from './contact-keys.ts';
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

export function baseMember(contact: BaseContact, rules: RegionRules): BaseMember {
  const { channels, name, updatedAt } = contact;
  const emails = channels.filter(({ kind }) => kind === 'email').map(({ identifier }) => emailKey(identifier));
  return {
    contact,
    keys: contactKeys(contact, rules).keys,
    emails: new Set(emails.filter((key) => key !== '')),
    name: comparableName(name),
    fieldCount: fieldCount(contact),
    updatedAt: parseInstant(updatedAt) ?? '',
    identities: channels.map(({ kind, identifier }) =>
      kind === 'email' ? emailKey(identifier) : phoneIdentity(identifier, contact, rules),
    ),
  };
}
