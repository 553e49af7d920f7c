import type {
  PodiumWorld,
  WorldChannel,
  WorldLocation,
  WorldPodiumContact,
} from '../../samples/podium/podium-world.ts';
import type { PodiumSettings } from './settings.ts';

/** A contact as the API shows it. */
export function showContact(
  contact: WorldPodiumContact,
  { world, settings }: { world: PodiumWorld; settings: PodiumSettings },
): Record<string, unknown> {
  const { channels } = contact;
  const of = (type: WorldChannel['type']): string[] =>
    channels.filter((channel) => channel.type === type).map(({ identifier }) => identifier);
  const labels = new Map(world.tags.map(({ uid, label }) => [uid, label]));
  return {
    uid: contact.uid,
    name: contact.name === '' ? null : contact.name,
    phoneNumbers: of('PHONE'),
    emails: of('EMAIL'),
    channels: channels.map((channel) => showChannel(channel, { contact, settings })),
    tags: contact.tags.map((uid) => ({ uid, label: labels.get(uid) ?? '', description: null })),
    attributes: contact.attributes.map(({ uid, label, value }) => ({
      ...{ uid, label, value },
      dataType: 'STRING',
      ownerResource: 'CONTACT',
    })),
    locations: contact.locations.map((uid) => ({ uid })),
    conversations: contact.conversations.map((uid) => ({ uid })),
    organization: { uid: world.org },
    address: contact.address === null ? null : { ...contact.address, addressLine2: null },
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
    ...(settings.optOutBooleans ? booleansOf(contact) : {}),
  };
}

function showChannel(
  { type, identifier, label, optedOutAt, marketing }: WorldChannel,
  { contact, settings }: { contact: WorldPodiumContact; settings: PodiumSettings },
): Record<string, unknown> {
  const { createdAt, updatedAt } = contact;
  const shown = { type, identifier, label, createdAt, updatedAt };
  if (settings.hideConsent) return shown;
  return { ...shown, transactionalOptedOutAt: optedOutAt, marketingOptedInLocationUids: marketing };
}

function booleansOf({ channels }: WorldPodiumContact): Record<string, boolean> {
  const isOut = (type: WorldChannel['type']): boolean =>
    channels.some((channel) => channel.type === type && channel.optedOutAt !== null);
  return {
    marketing_opt_out: channels.every(({ marketing }) => marketing.length === 0),
    sms_opt_out: isOut('PHONE'),
    email_opt_out: isOut('EMAIL'),
  };
}

export function showLocation({ uid, name, country }: WorldLocation, org: string): Record<string, unknown> {
  return {
    ...{ uid, name, displayName: name, organizationUid: org, archived: false, archivedAt: null },
    address: `1 Example St, ${country}`,
    addressDetails: { country, countryLongName: null, city: 'Example', state: null, postalCode: null, road: null },
    phoneNumber: null,
    podiumPhoneNumber: null,
    createdAt: '2024-01-01T00:00:00Z',
    updatedAt: '2024-01-01T00:00:00Z',
  };
}
