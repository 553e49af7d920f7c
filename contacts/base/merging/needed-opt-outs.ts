import type { BaseContact, BaseOptOuts } from '../base-contact.ts';
import { type Consent, channelConsent } from '../consent-union.ts';

/**
 * Something that a contact still allows, or does not say, and all members together refuse. `lost`: places in which all of them allow it, and
 * which are lost with it, since it can only be refused for all places at once.
 */
export type NeededOptOut =
  | { what: 'transactional'; kind: 'phone' | 'email'; identifier: string }
  | { what: 'marketing'; kind: 'phone' | 'email'; identifier: string; lost: string[] }
  | { what: 'flag'; flag: keyof BaseOptOuts };

/** None: the contact is as strict as `union` on every channel that it has. `identities`: of its channels, in their order, as in `union`. */
export function neededOptOuts(
  { contact, identities }: { contact: BaseContact; identities: readonly string[] },
  union: Consent,
): NeededOptOut[] {
  const needed: NeededOptOut[] = [];
  for (const [at, channel] of contact.channels.entries()) {
    const { kind, identifier } = channel;
    const own = channelConsent(channel);
    const all = union.channels.get(identities[at] ?? identifier);
    // Of a channel that nobody is known to have, nobody has allowed anything.
    const refused = all === undefined || all.optedOutAt !== null;
    if (refused && (own.optedOutAt === null || own.optedOutAt === 'unknown')) {
      needed.push({ what: 'transactional', kind, identifier });
    }
    const allowed = [...own.marketing].sort();
    const lost = allowed.filter((location) => all?.marketing.has(location));
    if (lost.length < allowed.length) needed.push({ what: 'marketing', kind, identifier, lost });
  }
  for (const flag of ['marketing', 'sms', 'email'] as const) {
    const refused = union.optOuts !== null && union.optOuts[flag] !== false;
    if (refused && contact.optOuts?.[flag] !== true) needed.push({ what: 'flag', flag });
  }
  return needed;
}

/** Whether a channel that the contact takes over would have to be opted out at once: a new one allows what nobody has refused. */
export function isRefused(identity: string, union: Consent): boolean {
  const all = union.channels.get(identity);
  return all === undefined || all.optedOutAt !== null;
}

/** As it is named where no address may stand: `transactional phone`. */
export function optOutName(needed: NeededOptOut): string {
  return needed.what === 'flag' ? `${needed.flag}_opt_out` : `${needed.what} ${needed.kind}`;
}
