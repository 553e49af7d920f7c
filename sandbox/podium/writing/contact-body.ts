import type { WorldAddress, WorldChannel, WorldPodiumContact } from '../../../samples/podium/podium-world.ts';
import { holds } from '../contacts.ts';
import { Problem } from '../problems.ts';
import type { PodiumSettings } from '../settings.ts';

/** What a contact can be created and changed with, and nothing else. */
const FIELDS = ['address', 'contactStatus', 'conversationUid', 'email', 'locations', 'name', 'phoneNumber'];
/** Of shape only: it may be nobody's number. */
const PHONE = /^\+[1-9]\d{1,15}$/;

export interface ContactBody {
  name?: string;
  phoneNumber?: string;
  email?: string;
  conversationUid?: string;
  locations?: string[];
  address?: WorldAddress;
}

/** Throws Problem 400 for a field that is not documented, which an opt-out is, or of a wrong shape. */
export function contactBody(body: Record<string, unknown>): ContactBody {
  const unknown = Object.keys(body).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw invalid(`There is no field ${unknown}`);
  for (const name of ['name', 'phoneNumber', 'email', 'conversationUid']) {
    if (body[name] !== undefined && typeof body[name] !== 'string') throw invalid(`${name} is no text`);
  }
  if (body.phoneNumber !== undefined && !PHONE.test(String(body.phoneNumber)))
    throw invalid('phoneNumber is no number');
  if (body.locations !== undefined && !isTexts(body.locations)) throw invalid('locations are no uids');
  return body as ContactBody;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

export function invalid(message: string): Problem {
  return new Problem(400, 'invalid_request_values', message);
}

/** A phone or e-mail that is new is added; locations and address are as the body has them. */
export function changed(
  contact: WorldPodiumContact,
  body: ContactBody,
  { newChannels }: Pick<PodiumSettings, 'newChannels'>,
): WorldPodiumContact {
  const locations = body.locations ?? contact.locations;
  const marketing = newChannels === 'subscribed' ? locations : [];
  const added = (['phoneNumber', 'email'] as const).flatMap((field): WorldChannel[] => {
    const identifier = body[field];
    if (identifier === undefined || holds(contact, identifier)) return [];
    return [{ type: field === 'email' ? 'EMAIL' : 'PHONE', identifier, label: null, optedOutAt: null, marketing }];
  });
  return {
    ...contact,
    name: body.name ?? contact.name,
    channels: [...contact.channels, ...added],
    locations,
    address: body.address ?? contact.address,
    conversations:
      body.conversationUid === undefined
        ? contact.conversations
        : [...new Set([...contact.conversations, body.conversationUid])],
  };
}
