import type { FilledField, TakeBack } from '../../plan.ts';
import type { BaseContact } from '../base-contact.ts';
import type { Consent } from '../consent-union.ts';

/** Who is to be made anew, and all that speaks against it. */
export interface ToRemake {
  /** `identities`: of its channels, in their order. */
  member: { contact: BaseContact; identities: readonly string[] };
  /** What the e-mails of all other members are compared by. */
  others: ReadonlySet<string>;
  /** What the kept one takes over. */
  fill: readonly FilledField[];
  /** As strict as anybody of all members said it. */
  all: Consent;
}

export type RemadeBy = { emails: string[] } | { code: Exclude<TakeBack['code'], 'by-email'> };

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/**
 * By which e-mails a merged contact can be made anew, as it has them. A create by a phone or an e-mail that somebody has changes that one, so it
 * takes an e-mail of its own; and since refusals could only be written after it, one that nobody refuses: what is new starts unsubscribed, and not
 * refusing messages. Else the reason why not.
 */
export function remadeBy({ member, others, fill, all }: ToRemake): RemadeBy {
  const { contact, identities } = member;
  if (contact.name === '' || contact.locations.length === 0) return { code: 'no-name-or-place' };
  const emails = contact.channels.flatMap(({ kind, identifier }, at) => {
    const identity = identities[at] ?? '';
    const isOwn = kind === 'email' && EMAIL.test(identifier.trim()) && identity !== '' && !others.has(identity);
    return isOwn ? [{ identifier: identifier.trim(), identity, written: identifier }] : [];
  });
  if (emails.length === 0) return { code: 'no-own-email' };
  const isTakenOver = (written: string): boolean =>
    fill.some(({ field, from, value }) => field === 'email' && from === contact.uid && value === written);
  const taken = new Set(emails.filter(({ written }) => isTakenOver(written)).map(({ identity }) => identity));
  const left = emails.filter(({ identity }) => !taken.has(identity));
  if (left.length === 0) return { code: 'email-taken-over' };
  const flags = all.optOuts === null ? [] : Object.values(all.optOuts);
  const free = left.filter(({ identity }) => all.channels.get(identity)?.optedOutAt === null);
  if (free.length === 0 || flags.some((flag) => flag !== false)) return { code: 'refused' };
  return { emails: free.map(({ identifier }) => identifier) };
}
