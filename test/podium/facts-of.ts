import type { WorldPodiumContact } from '../../samples/podium/podium-world.ts';

/** What Podium shows of a contact, as far as a backup of it is looked at here. */
export interface ShownContact {
  uid: string;
  name: string | null;
  createdAt: string;
  channels: {
    type: string;
    identifier: string;
    transactionalOptedOutAt: string | null;
    marketingOptedInLocationUids: string[];
  }[];
  tags: { uid: string }[];
  attributes: { uid: string; value: string }[];
  locations: { uid: string }[];
  conversations: { uid: string }[];
  address: Record<string, string | null> | null;
}

/** Everything that a contact says, one fact a field: each phone, e-mail, refusal, opt-in, tag, attribute, place, conversation and part of its address. */
export function factsOf(contact: WorldPodiumContact): string[] {
  const { name, createdAt, channels, tags, attributes, locations, conversations, address } = contact;
  return [
    ...(name === '' ? [] : [`name ${name}`]),
    `created ${createdAt}`,
    ...channels.flatMap(({ type, identifier, optedOutAt, marketing }) =>
      channelFacts({ channel: `${type} ${identifier}`, refusedAt: optedOutAt, wanted: marketing }),
    ),
    ...tags.map((uid) => `tag ${uid}`),
    ...attributes.map(({ uid, value }) => `attribute ${uid} ${value}`),
    ...locations.map((uid) => `place ${uid}`),
    ...conversations.map((uid) => `conversation ${uid}`),
    ...addressFacts({ ...address }),
  ];
}

/** The same of a body as it was backed up. */
export function factsShown(shown: ShownContact): string[] {
  const { name, createdAt, channels, tags, attributes, locations, conversations, address } = shown;
  return [
    ...(name === null ? [] : [`name ${name}`]),
    `created ${createdAt}`,
    ...channels.flatMap((channel) =>
      channelFacts({
        channel: `${channel.type} ${channel.identifier}`,
        refusedAt: channel.transactionalOptedOutAt,
        wanted: channel.marketingOptedInLocationUids,
      }),
    ),
    ...tags.map(({ uid }) => `tag ${uid}`),
    ...attributes.map(({ uid, value }) => `attribute ${uid} ${value}`),
    ...locations.map(({ uid }) => `place ${uid}`),
    ...conversations.map(({ uid }) => `conversation ${uid}`),
    ...addressFacts({ ...address }),
  ];
}

function channelFacts(of: { channel: string; refusedAt: string | null; wanted: string[] }): string[] {
  const { channel, refusedAt, wanted } = of;
  return [
    channel,
    ...(refusedAt === null ? [] : [`${channel} refuses since ${refusedAt}`]),
    ...wanted.map((place) => `${channel} wants ${place}`),
  ];
}

function addressFacts(address: Record<string, string | null>): string[] {
  return Object.entries(address).flatMap(([part, value]) => (value ? [`address ${part} ${value}`] : []));
}
