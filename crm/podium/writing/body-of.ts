import type { BaseContact } from '../../../contacts/base/base-contact.ts';
import type { FilledField } from '../../../contacts/plan.ts';
import { ADDRESS_PARTS } from '../base-contact.ts';

const PARTS: Readonly<Record<string, string>> = ADDRESS_PARTS;

/** What a PATCH takes of these. Places are written whole, so those that the contact has come along; whether a PATCH adds to them nobody says. */
export function bodyOf(fields: readonly FilledField[], { locations }: BaseContact): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const address: Record<string, string> = {};
  const places: string[] = [];
  for (const { field, value } of fields) {
    const part = PARTS[field];
    if (part !== undefined) address[part] = value;
    else if (field === 'location') places.push(value);
    else if (field === 'phone') body.phoneNumber = value;
    else body[field] = value;
  }
  if (Object.keys(address).length > 0) body.address = address;
  if (places.length > 0) body.locations = [...new Set([...locations, ...places])];
  return body;
}
