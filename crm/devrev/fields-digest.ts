import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { CrmContact } from '../crm.ts';

/** Who changed a contact last, and when, changes by itself, and files that come in are backed up; every other field counts. */
const VOLATILE = ['modified_date', 'modified_by', 'artifacts'];

export function fieldsDigest(contact: CrmContact): string {
  return digestOf(stableFields(contact));
}

/** What DevRev may note by itself when custom fields are set for the first time. */
const NOTED = ['custom_schema_fragments', 'stock_schema_fragment'];

/** The fields but these custom ones: a digest that our own write of them does not change. */
export function digestWithout(contact: CrmContact, customFields: string[]): string {
  const user = stableFields(contact);
  const custom = Object.entries(contact.customFields).filter(([name]) => !customFields.includes(name));
  for (const name of NOTED) delete user[name];
  return digestOf({ ...user, custom_fields: Object.fromEntries(custom) });
}

function stableFields(contact: CrmContact): Record<string, unknown> {
  const answer = JSON.parse(Buffer.from(contact.raw).toString('utf8')) as Record<string, unknown>;
  const user = (answer.rev_user ?? answer) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(user).filter(([name]) => !VOLATILE.includes(name)));
}

function digestOf(fields: Record<string, unknown>): string {
  return createHash('sha256').update(canonicalJson(fields)).digest('hex');
}
