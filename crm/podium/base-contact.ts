import type { BaseChannel, BaseContact, BaseOptOuts } from '../../contacts/base/base-contact.ts';
import { instantOf } from './instant-of.ts';
import { lastTouchOf } from './last-touch.ts';
import type { Channel, PodiumContact } from './schemas.ts';

/** As a field of ours is named, and as Podium names it. */
export const ADDRESS_PARTS = {
  'address.line1': 'addressLine1',
  'address.line2': 'addressLine2',
  'address.city': 'city',
  'address.state': 'state',
  'address.postalCode': 'postalCode',
  'address.country': 'country',
} as const;

/** Of one that has very many, so few say enough. */
const MOST_ASKED_BY = 5;

/** Null where Podium does not say when it was changed: nothing can be ranked or compared without. */
export function baseContactOf(contact: PodiumContact): BaseContact | null {
  const updatedAt = instantOf(contact.updatedAt);
  if (updatedAt === null) return null;
  const optOuts = optOutsOf(contact);
  const conversations = uidsOf(contact.conversations);
  const lastTouch = lastTouchOf(contact);
  return {
    uid: contact.uid,
    name: contact.name?.trim() ?? '',
    updatedAt,
    channels: channelsOf(contact),
    tags: uidsOf(contact.tags),
    locations: uidsOf(contact.locations),
    fields: fieldsOf(contact),
    conversations: conversations.length,
    ...(conversations.length === 0 ? {} : { askedBy: conversations.slice(0, MOST_ASKED_BY) }),
    ...(optOuts === null ? {} : { optOuts }),
    ...(lastTouch === null ? {} : { lastTouch }),
  };
}

/** Also numbers and addresses that stand beside the channels: nobody says what their owner has refused. */
function channelsOf({ channels, phoneNumbers, emails }: PodiumContact): BaseChannel[] {
  const found = (channels ?? []).flatMap(channelOf);
  const beside = [...listed('phone', phoneNumbers), ...listed('email', emails)];
  const isThere = ({ kind, identifier }: BaseChannel): boolean =>
    found.some((channel) => channel.kind === kind && channel.identifier === identifier);
  return [...found, ...beside.filter((channel) => !isThere(channel))];
}

function channelOf({ type, identifier, ...consent }: Channel): BaseChannel[] {
  const kind = ({ PHONE: 'phone', EMAIL: 'email' } as const)[type.toUpperCase()];
  if (kind === undefined || identifier.trim() === '') return [];
  const { transactionalOptedOutAt: refused, marketingOptedInLocationUids: wanted } = consent;
  return [
    {
      kind,
      identifier,
      optedOutAt: refused === null ? null : (instantOf(refused) ?? 'unknown'),
      marketingLocations: wanted ?? 'unknown',
    },
  ];
}

function listed(kind: BaseChannel['kind'], identifiers: string[] | null | undefined): BaseChannel[] {
  const unknown = { optedOutAt: 'unknown', marketingLocations: 'unknown' } as const;
  return (identifiers ?? []).filter((one) => one.trim() !== '').map((identifier) => ({ kind, identifier, ...unknown }));
}

function fieldsOf({ address, attributes }: PodiumContact): Record<string, string> {
  const parts = Object.entries(ADDRESS_PARTS).map(([field, name]) => [field, address?.[name] ?? ''] as const);
  const own = (attributes ?? []).map(({ uid, value }) => [`attribute.${uid}`, wordOf(value)] as const);
  return Object.fromEntries(
    [...parts, ...own].map(([field, value]) => [field, value.trim()]).filter(([, value]) => value),
  );
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
}

/** Null where the account has none of them. */
function optOutsOf(contact: PodiumContact): BaseOptOuts | null {
  const { marketing_opt_out: marketing, sms_opt_out: sms, email_opt_out: email } = contact;
  if (marketing === undefined && sms === undefined && email === undefined) return null;
  return { marketing: marketing ?? null, sms: sms ?? null, email: email ?? null };
}

export function uidsOf(things: { uid: string }[] | null | undefined): string[] {
  return (things ?? []).map(({ uid }) => uid);
}
