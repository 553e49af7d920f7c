import type { Route } from '../http/route.ts';
import { changedCustomFields } from '../objects/custom-fields.ts';
import type { Input } from '../objects/fields.ts';
import type { ContactRecord } from '../objects/records.ts';

/** What of a contact can be written, at its creation and later. */
export const CONTACT_FIELDS = {
  display_name: 'string',
  description: 'string',
  email: 'string',
  external_ref: 'string',
  phone_numbers: 'strings',
  custom_fields: 'object',
  custom_schema_spec: 'object',
} satisfies Route['fields'];

/** Under which name a record has it: a field that is taken and written nowhere does not compile. */
const RECORDED = {
  display_name: 'displayName',
  description: 'description',
  email: 'email',
  external_ref: 'externalRef',
  phone_numbers: 'phoneNumbers',
  custom_fields: 'customFields',
} as const satisfies Record<Exclude<keyof typeof CONTACT_FIELDS, 'custom_schema_spec'>, keyof ContactRecord>;

type Recorded = (typeof RECORDED)[keyof typeof RECORDED];

/** What a request says of a contact: what it does not name is absent. */
export function saidOf(options: {
  input: Input;
  current: Record<string, unknown>;
}): Partial<Pick<ContactRecord, Recorded>> {
  const input: Input = { ...options.input, custom_fields: changedCustomFields(options) };
  const said = Object.entries(RECORDED).map(([name, recorded]) => [recorded, input[name]] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}
