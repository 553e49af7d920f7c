import type { FilledField, TakeBack } from '../../plan.ts';
import { consentOfAll } from '../consent-changes.ts';
import type { BaseMember } from '../member.ts';

/**
 * Whether a person could make each duplicate anew, all but the first of `ranked`, once it is gone, in order of uids. A create by a phone or an
 * e-mail that somebody has changes that one, so it takes an e-mail of its own; and since refusals could only be written after it, one that nobody
 * refuses: what is new starts unsubscribed, and not refusing messages.
 */
export function takeBackOf(ranked: readonly BaseMember[], fill: readonly FilledField[]): TakeBack[] {
  const all = consentOfAll(ranked);
  const flags = all.optOuts === null ? [] : Object.values(all.optOuts);
  const codeOf = (member: BaseMember): TakeBack['code'] => {
    const others = ranked.filter((one) => one !== member);
    const own = [...member.emails].filter((email) => others.every(({ emails }) => !emails.has(email)));
    if (own.length === 0) return 'no-own-email';
    const taken = new Set(fill.flatMap(({ field, from, value }) => (field === 'email' ? [`${from} ${value}`] : [])));
    const identityTaken = member.contact.channels.flatMap(({ kind, identifier }, at) =>
      kind === 'email' && taken.has(`${member.contact.uid} ${identifier}`) ? [member.identities[at] ?? ''] : [],
    );
    const left = own.filter((email) => !identityTaken.includes(email));
    if (left.length === 0) return 'email-taken-over';
    const isRefused = (email: string): boolean => all.channels.get(email)?.optedOutAt !== null;
    return flags.some((flag) => flag !== false) || left.every(isRefused) ? 'refused' : 'by-email';
  };
  return ranked
    .slice(1)
    .map((member) => ({ code: codeOf(member), duplicate: member.contact.uid }))
    .sort((a, b) => (a.duplicate < b.duplicate ? -1 : 1));
}
