import type { Route } from '../http/route.ts';

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
