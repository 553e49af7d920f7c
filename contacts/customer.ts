import { normalizeEmail } from './normalize.ts';

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
  /** Null where there is no phone number. */
  phoneKey: string | null;
}

export function customerKeys({ email }: NewCustomer): CustomerKeys {
  return { emailKey: normalizeEmail(email), phoneKey: null };
}
