import { contactAnswer } from '../schemas.ts';
import type { PlainName } from './restorable.ts';

const ADDRESS = ['addressLine1', 'addressLine2', 'city', 'state', 'postalCode', 'country'] as const;

/** What can be written of a contact, and its phones, out of an exact body: tags and attributes each by its uid. Throws where it is none. */
export function fieldsOf(raw: Uint8Array): Record<string, unknown> {
  const { data } = contactAnswer.parse(JSON.parse(Buffer.from(raw).toString('utf8')));
  const { name, channels, locations, tags, attributes } = data;
  const listed = (type: string, beside: string[] | null | undefined): string[] => {
    const own = (channels ?? []).filter((channel) => channel.type.toUpperCase() === type);
    return [...new Set([...own.map(({ identifier }) => identifier), ...(beside ?? [])])];
  };
  const parts = ADDRESS.flatMap((part) => (data.address?.[part] ? [[part, data.address[part]] as const] : []));
  const plain: Record<PlainName, unknown> = {
    name: name?.trim(),
    locations: (locations ?? []).map(({ uid }) => uid),
    emails: listed('EMAIL', data.emails),
    phones: listed('PHONE', data.phoneNumbers),
    address: parts.length === 0 ? undefined : Object.fromEntries(parts),
  };
  const fields: Record<string, unknown> = {
    ...plain,
    ...Object.fromEntries((tags ?? []).map(({ uid }) => [`tag.${uid}`, true])),
    ...Object.fromEntries((attributes ?? []).map(({ uid, value }) => [`attribute.${uid}`, value])),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
