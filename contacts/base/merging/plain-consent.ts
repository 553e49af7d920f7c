import type { BaseOptOuts } from '../base-contact.ts';
import type { Consent } from '../consent-union.ts';

/** A consent as JSON has it, in one order: with the earliest refusal of each channel, which no CRM can be told. */
export interface PlainConsent {
  channels: { identity: string; optedOutAt: string | null; marketing: string[] }[];
  optOuts: BaseOptOuts | null;
}

export function plainConsent({ channels, optOuts }: Consent): PlainConsent {
  const sorted = [...channels].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    channels: sorted.map(([identity, { optedOutAt, marketing }]) => ({
      ...{ identity, optedOutAt },
      marketing: [...marketing].sort(),
    })),
    optOuts,
  };
}

export function consentOfPlain({ channels, optOuts }: PlainConsent): Consent {
  const entries = channels.map(
    ({ identity, optedOutAt, marketing }) => [identity, { optedOutAt, marketing: new Set(marketing) }] as const,
  );
  return { channels: new Map(entries), optOuts };
}
