import type { BaseContact } from '../base-contact.ts';

/** How addresses are compared: an e-mail is the same in small letters. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}

/**
 * What a contact may be asked for by that may be its own, the likeliest first: its conversations, then its e-mails. Never a phone: that is
 * what brought the members of a cluster together. Never a uid: the CRM takes none.
 */
export function ownAddresses({ askedBy = [], channels }: Pick<BaseContact, 'askedBy' | 'channels'>): string[] {
  const emails = channels.filter(({ kind }) => kind === 'email').map(({ identifier }) => identifier.trim());
  return [...new Set([...askedBy, ...emails.filter((one) => /^[^\s@]+@[^\s@]+$/.test(one))])];
}

/** Those that no other contact is known to have. `shared`: keys of those that one has. */
export function notShared(addresses: readonly string[], shared: ReadonlySet<string>): string[] {
  return addresses.filter((address) => !shared.has(addressKey(address)));
}
