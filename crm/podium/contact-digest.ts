import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { CrmContact } from '../crm.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** SHA-256 of everything that Podium shows of it, moments as moments: `Z` and `+00:00` are one. */
export function contactDigest({ raw }: Pick<CrmContact, 'raw'>): string {
  return digestOf(shownIn(raw));
}

/**
 * The same without what changes by our own writes: `consent` of all channels, and these values (`name`, `address.city`, `tag`, …) as plans
 * name them. When it was changed is left out as well.
 */
export function digestWithout({ raw }: Pick<CrmContact, 'raw'>, names: readonly string[]): string {
  const { data, ...beside } = shownIn(raw) as { data: Record<string, unknown> };
  const left = new Set(['updatedAt', ...names.flatMap(partsOf)]);
  const kept = Object.entries(data).filter(([part]) => !left.has(part));
  const parts = kept.map(([part, value]) => [part, part === 'channels' ? withoutConsent(value) : value] as const);
  return digestOf({ ...beside, data: Object.fromEntries(parts) });
}

/** What of a contact a value stands in. */
function partsOf(name: string): string[] {
  if (name === 'consent') return ['marketing_opt_out', 'sms_opt_out', 'email_opt_out'];
  if (name === 'phone' || name === 'email') return ['channels', 'phoneNumbers', 'emails'];
  if (name.startsWith('address.')) return ['address'];
  if (name.startsWith('attribute.')) return ['attributes'];
  return [{ tag: 'tags', location: 'locations' }[name] ?? name];
}

function withoutConsent(channels: unknown): unknown {
  if (!Array.isArray(channels)) return channels;
  return channels.map((channel: Record<string, unknown>) => ({ type: channel.type, identifier: channel.identifier }));
}

function shownIn(raw: Uint8Array): unknown {
  return JSON.parse(Buffer.from(raw).toString('utf8'), (_key, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : value,
  );
}

function digestOf(shown: unknown): string {
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}
