import { compareText } from '../keys/normalize.ts';
import type { ConsentChange, ConsentWord, FilledField } from '../plan.ts';
import type { BaseOptOuts } from './base-contact.ts';
import { type ChannelConsent, type Consent, consentOf, unionConsent } from './consent-union.ts';
import type { BaseMember } from './member.ts';

/** The consent of all of them together. */
export function consentOfAll(members: readonly BaseMember[]): Consent {
  const [first, ...others] = members.map(consentOf);
  if (first === undefined) throw new Error('Nobody has no consent');
  return others.reduce(unionConsent, first);
}

/**
 * What the primary, the first of `ranked`, says now and must say once all are merged: for each channel that it has or takes over
 * transactional messages, and marketing where any of them had opted in.
 */
export function consentChanges(ranked: readonly BaseMember[], filled: readonly FilledField[]): ConsentChange[] {
  const [primary, ...others] = ranked;
  if (primary === undefined) return [];
  const consents = ranked.map(consentOf);
  const [own = consentOf(primary)] = consents;
  const all = consents.reduce(unionConsent);
  const taken = others.flatMap(({ contact, identities }) =>
    identities.filter((_, at) => {
      const { kind, identifier } = contact.channels[at] ?? {};
      return filled.some(({ field, value, from }) => from === contact.uid && field === kind && value === identifier);
    }),
  );
  const identities = [...new Set([...primary.identities, ...taken])].filter((one) => one !== '').sort(compareText);
  const optedIn = locationsOptedIn(consents);
  return [
    ...identities.flatMap((identity) => channelChanges(identity, { own, all, locations: optedIn.get(identity) ?? [] })),
    ...optOutChanges(own.optOuts, all.optOuts),
  ];
}

interface Sides {
  own: Consent;
  all: Consent;
  locations: string[];
}

function channelChanges(identifier: string, { own, all, locations }: Sides): ConsentChange[] {
  const [before, after] = [own.channels.get(identifier), all.channels.get(identifier)];
  return [
    { after: said(after) === 'in' ? 'in' : 'out', before: said(before), channel: 'transactional', identifier },
    ...locations.map((location) => ({
      after: after === undefined ? ('out' as const) : marketing(after, location),
      before: before === undefined ? ('unknown' as const) : marketing(before, location),
      channel: 'marketing',
      identifier,
      location,
    })),
  ];
}

function said(channel: ChannelConsent | undefined): ConsentWord {
  if (channel === undefined || channel.optedOutAt === 'unknown') return 'unknown';
  return channel.optedOutAt === null ? 'in' : 'out';
}

function marketing({ marketing: optedIn }: ChannelConsent, location: string): ConsentWord {
  return optedIn.has(location) ? 'in' : 'out';
}

/** For each channel those of anybody, in order. */
function locationsOptedIn(consents: readonly Consent[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { channels } of consents) {
    for (const [identity, consent] of channels) {
      const locations = found.get(identity) ?? new Set();
      for (const location of consent.marketing) locations.add(location);
      found.set(identity, locations);
    }
  }
  return new Map([...found].map(([identity, locations]) => [identity, [...locations].sort(compareText)]));
}

function optOutChanges(own: BaseOptOuts | null, all: BaseOptOuts | null): ConsentChange[] {
  if (all === null) return [];
  return (['marketing', 'sms', 'email'] as const).map((flag) => {
    const before = own?.[flag] ?? null;
    return {
      after: all[flag] === false ? 'in' : 'out',
      before: before === null ? 'unknown' : before ? 'out' : 'in',
      channel: `${flag}_opt_out`,
    };
  });
}
