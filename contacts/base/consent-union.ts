import { parseInstant } from '../csv/instant.ts';
import type { BaseChannel, BaseOptOuts } from './base-contact.ts';
import type { BaseMember } from './member.ts';

/** What is allowed towards a person, as strict as anybody of them said it. */
export interface Consent {
  /** By what the spellings of a channel's identifier have in common. */
  channels: ReadonlyMap<string, ChannelConsent>;
  /** Null where the account knows no such thing. */
  optOuts: BaseOptOuts | null;
}

export interface ChannelConsent {
  /** ISO 8601 in UTC, 'unknown' where it is refused since nobody knows when, or where the CRM did not say. */
  optedOutAt: string | null;
  /** Locations for which all that hold the channel have opted in. */
  marketing: ReadonlySet<string>;
}

export function consentOf({ contact, identities }: Pick<BaseMember, 'contact' | 'identities'>): Consent {
  const channels = new Map<string, ChannelConsent>();
  for (const [at, channel] of contact.channels.entries()) {
    const identity = identities[at] ?? channel.identifier;
    const own = channelConsent(channel);
    const before = channels.get(identity);
    channels.set(identity, before === undefined ? own : stricterChannel(before, own));
  }
  return { channels, optOuts: contact.optOuts ?? null };
}

/** Commutative, associative, idempotent, and never looser than either. Who does not hold a channel says nothing about it. */
export function unionConsent(a: Consent, b: Consent): Consent {
  const channels = new Map(a.channels);
  for (const [identity, theirs] of b.channels) {
    const ours = channels.get(identity);
    channels.set(identity, ours === undefined ? theirs : stricterChannel(ours, theirs));
  }
  return { channels, optOuts: stricterOptOuts(a.optOuts, b.optOuts) };
}

export function channelConsent({ optedOutAt, marketingLocations }: BaseChannel): ChannelConsent {
  return {
    optedOutAt: optedOutAt === null ? null : (parseInstant(optedOutAt) ?? 'unknown'),
    marketing: new Set(marketingLocations === 'unknown' ? [] : marketingLocations),
  };
}

function stricterChannel(a: ChannelConsent, b: ChannelConsent): ChannelConsent {
  return {
    optedOutAt: earlier(a.optedOutAt, b.optedOutAt),
    marketing: new Set([...a.marketing].filter((location) => b.marketing.has(location))),
  };
}

/** Refused beats not refused, a time beats none, the earliest of all is kept. */
function earlier(a: string | null, b: string | null): string | null {
  const [first, second] = [a, b].map((time) => (time === 'unknown' ? '\uffff' : time));
  if (first === null || first === undefined) return b;
  if (second === null || second === undefined) return a;
  return first <= second ? a : b;
}

const NOBODY_SAID: BaseOptOuts = { marketing: null, sms: null, email: null };

/** Where one has them and the other one has not, nobody knows what the other one would say. */
function stricterOptOuts(a: BaseOptOuts | null, b: BaseOptOuts | null): BaseOptOuts | null {
  if (a === null && b === null) return null;
  const [one, other] = [a ?? NOBODY_SAID, b ?? NOBODY_SAID];
  const stricter = (flag: keyof BaseOptOuts): boolean | null => {
    if (one[flag] === true || other[flag] === true) return true;
    return one[flag] === null || other[flag] === null ? null : false;
  };
  return { marketing: stricter('marketing'), sms: stricter('sms'), email: stricter('email') };
}
