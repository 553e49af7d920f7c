import { CrmError } from '../../errors.ts';

/** A phone may be another contact's too, and whoever has it would be changed. Throws CrmError. */
export function requireEmail(address: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;
  throw new CrmError({ kind: 'invalid', message: '/v4/contacts: a contact is made anew by an e-mail alone' });
}
