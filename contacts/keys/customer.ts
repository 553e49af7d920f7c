import type { CountryCode } from 'libphonenumber-js/max';
import { emailKey } from './email-key.ts';
import { phoneKey } from './phone-key.ts';
import { phoneVersion } from './phone-version.ts';

/** A record of one source, checked, before the database gives it an id. */
export interface NewCustomer {
  /** The source's own id: any 64-bit integer. */
  customerId: number | bigint;
  name: string;
  email: string;
  source: string;
  phone: string | null;
}

/** What records of the same person have in common although their ids differ. */
export interface CustomerKeys {
  emailKey: string;
  /** Null where there is no phone, or none that is a number. */
  phoneKey: string | null;
  /** By what that was read; null where there is no key. */
  phoneVersion: string | null;
}

/** The country is the one of phone numbers without a country code. */
export function customerKeys({ email, phone }: NewCustomer, country: CountryCode | null): CustomerKeys {
  const key = phone === null ? null : phoneKey(phone, country);
  return { emailKey: emailKey(email), phoneKey: key, phoneVersion: key === null ? null : phoneVersion() };
}
