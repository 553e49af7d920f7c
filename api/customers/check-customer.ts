import type { NewCustomer } from '../../contacts/keys/customer.ts';
import { listed } from '../../contacts/words/listed.ts';
import { checkEmail } from '../fastapi/check-email.ts';
import { checkInteger } from '../fastapi/check-integer.ts';
import { checkText } from '../fastapi/check-text.ts';
import type { Checked } from '../fastapi/checked.ts';
import type { Fault } from '../fastapi/detail.ts';

/** Where a value stands, as FastAPI names it. */
export type Place = readonly (string | number)[];

export interface CheckOptions {
  place: Place;
  sources: readonly string[];
  /** Where faults go. */
  faults: Fault[];
}

/** Of a name, and of a phone number as people write it. */
const LONGEST = 255;
const MISSING = { msg: 'Field required', type: 'missing' };
export const NO_OBJECT = {
  msg: 'Input should be a valid dictionary or object to extract fields from',
  type: 'model_attributes_type',
};

/** Checks one record. Its faults are added to the list, in the order of the fields; null where there is one. */
export function checkCustomer(value: unknown, { place, sources, faults }: CheckOptions): NewCustomer | null {
  if (!isObject(value)) {
    faults.push({ loc: place, ...NO_OBJECT });
    return null;
  }
  const customerId = fieldOf(value, 'customer_id', checkInteger);
  const name = fieldOf(value, 'name', checkName);
  const email = fieldOf(value, 'email', checkEmail);
  const source = Object.hasOwn(value, 'source') ? checkSource(value.source, sources) : MISSING;
  const phone = Object.hasOwn(value, 'phone') && value.phone !== null ? checkPhone(value.phone) : { value: null };
  if ('value' in customerId && 'value' in name && 'value' in email && 'value' in source && 'value' in phone) {
    return {
      customerId: customerId.value,
      name: name.value,
      email: email.value,
      source: source.value,
      phone: phone.value,
    };
  }
  for (const [field, checked] of Object.entries({ customer_id: customerId, name, email, source, phone })) {
    if ('msg' in checked) faults.push({ loc: [...place, field], msg: checked.msg, type: checked.type });
  }
  return null;
}

function fieldOf<T>(value: Record<string, unknown>, name: string, check: (found: unknown) => Checked<T>): Checked<T> {
  return Object.hasOwn(value, name) ? check(value[name]) : MISSING;
}

function checkName(value: unknown): Checked<string> {
  return checkText(value, { least: 1, most: LONGEST });
}

function checkPhone(value: unknown): Checked<string> {
  return checkText(value, { most: LONGEST });
}

/** One of the configured sources, spelled as they are. */
export function checkSource(value: unknown, sources: readonly string[]): Checked<string> {
  if (typeof value !== 'string') return { msg: 'Input should be a valid string', type: 'string_type' };
  if (sources.includes(value)) return { value };
  const expected = listed(
    sources.map((source) => `'${source}'`),
    'or',
  );
  return { msg: `Input should be ${expected}`, type: 'enum' };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
