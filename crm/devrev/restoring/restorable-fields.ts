import { parseAnswer } from '../../http/json.ts';
import { restorableUser } from '../schemas.ts';
import { type PlainName, RESTORING } from './restorable.ts';

const PLAIN = RESTORING.fields.map(({ name }) => name).filter((name): name is PlainName => !name.endsWith('.*'));

/** Custom fields of the organization itself: those of apps would have to be written by the name of their schema, which a contact does not tell. */
const TENANT = /^tnt__/;

/** In front of a custom field's name. */
const CUSTOM = 'custom_fields.';

/**
 * What can be written of a contact out of an exact body of `rev-users.get`: by name, custom fields as `custom_fields.NAME`.
 * Throws CrmError `bad-answer` where it is none.
 */
export function fieldsOf(raw: Uint8Array): Record<string, unknown> {
  const user = parseAnswer({ call: 'A contact', status: 200, body: raw, schema: restorableUser }).rev_user;
  const plain = PLAIN.map((name) => [name, user[name]] as const);
  const custom = Object.entries(user.custom_fields ?? {}).filter(([name]) => TENANT.test(name));
  const all = [...plain, ...custom.map(([name, value]) => [`${CUSTOM}${name}`, value] as const)];
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}

/**
 * Such fields as a request of DevRev names them; `null` and '' clear one. Custom fields come with the name of their schema, and only they: without
 * them it makes DevRev refuse old contacts. Throws a TypeError for a field that cannot be written.
 */
export function requestOf(fields: Record<string, unknown>): Record<string, unknown> {
  const request: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const isEmpty = value === null || value === '' || value === undefined;
    if (name.startsWith(CUSTOM) && TENANT.test(name.slice(CUSTOM.length)))
      custom[name.slice(CUSTOM.length)] = isEmpty ? null : value;
    else if (name === 'phone_numbers') request[name] = isEmpty ? [] : value;
    else if (PLAIN.some((plain) => plain === name)) request[name] = isEmpty ? '' : value;
    else throw new TypeError(`Expected a field of a contact that can be written, not '${name}'`);
  }
  if (Object.keys(custom).length === 0) return request;
  return { ...request, custom_fields: custom, custom_schema_spec: { tenant_fragment: true } };
}
