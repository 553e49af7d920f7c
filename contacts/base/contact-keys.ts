import { type PhoneFault, type PhoneKeyReading, readPhoneKey } from '../keys/phone-key.ts';
import type { BaseContact } from './base-contact.ts';
import { type RegionRules, regionsOf } from './regions.ts';

/** A number by which a contact may be found to be somebody. */
export interface ContactKey {
  /** As `ValidPhone`'s. */
  key: string;
  /** Of that number; null where the numbering plan does not tell. */
  type: string | null;
}

/** `two_regions`: its places are in countries in which it is two different numbers. */
export type KeyFault = PhoneFault | 'two_regions';

export interface ContactKeys {
  /** Each once, in the contact's order. */
  keys: ContactKey[];
  /** Why a phone of it is no key: these are for a person, and never guessed. */
  faults: KeyFault[];
}

/** Numbers that are a service's, not a person's. */
const SERVICE = ['toll_free', 'shared_cost', 'premium_rate', 'uan', 'pager', 'voicemail'];

export function contactKeys(contact: Pick<BaseContact, 'channels' | 'locations'>, rules: RegionRules): ContactKeys {
  return keysOf(readPhones(contact, rules));
}

/** What each channel is as a number; null for one that is no phone. */
export function readPhones(
  contact: Pick<BaseContact, 'channels' | 'locations'>,
  rules: RegionRules,
): (ContactKey | KeyFault | null)[] {
  const { channels } = contact;
  return channels.map(({ kind, identifier }) => (kind === 'phone' ? readInRegions(identifier, contact, rules) : null));
}

export function keysOf(readings: readonly (ContactKey | KeyFault | null)[]): ContactKeys {
  const keys = new Map<string, ContactKey>();
  const faults: KeyFault[] = [];
  for (const reading of readings) {
    if (typeof reading === 'string') faults.push(reading);
    else if (reading !== null) keys.set(reading.key, reading);
  }
  return { keys: [...keys.values()], faults };
}

function readInRegions(
  identifier: string,
  contact: Pick<BaseContact, 'locations'>,
  rules: RegionRules,
): ContactKey | KeyFault {
  const [first = null, ...others] = regionsOf(contact, rules);
  let found: PhoneKeyReading = readPhoneKey(identifier, first);
  for (const region of others) {
    const other = readPhoneKey(identifier, region);
    if (!other.valid) continue;
    if (found.valid && found.key !== other.key) return 'two_regions';
    found = other;
  }
  return found.valid ? { key: found.key, type: found.type } : found.reason;
}

/** Why nobody is merged by machine because of this number; null where its kind speaks for one person. */
export function serviceLine({ key, type }: ContactKey): 'extension' | 'service' | null {
  if (key.includes(';ext=')) return 'extension';
  return type !== null && SERVICE.includes(type) ? 'service' : null;
}
