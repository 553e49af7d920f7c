import type { NewCustomer } from '../contacts/customer.ts';
import { checkEmail } from './check-email.ts';
import { checkInteger } from './check-integer.ts';
import { checkText } from './check-text.ts';
import type { Fault } from './detail.ts';

/** Where a value stands, as FastAPI names it. */
export type Place = readonly (string | number)[];

/** What a field turned out to be: its value, or what is wrong with it. */
export type Checked<T> = { value: T } | { msg: string; type: string };

const MOST_NAME = 255;
const MISSING = { msg: 'Field required', type: 'missing' };
export const NO_OBJECT = {
  msg: 'Input should be a valid dictionary or object to extract fields from',
  type: 'model_attributes_type',
};

/** Checks one record. Its faults are added to the list, in the order of the fields; null where there is one. */
export function checkCustomer(
  value: unknown,
  { place, sources, faults }: { place: Place; sources: readonly string[]; faults: Fault[] },
): NewCustomer | null {
  if (!isObject(value)) {
    faults.push({ loc: place, ...NO_OBJECT });
    return null;
  }
  const before = faults.length;
  const field = <T>(name: string, check: (value: unknown) => Checked<T>): T | undefined => {
    const checked = Object.hasOwn(value, name) ? check(value[name]) : MISSING;
    if ('value' in checked) return checked.value;
    faults.push({ loc: [...place, name], msg: checked.msg, type: checked.type });
    return undefined;
  };
  const customerId = field('customer_id', checkInteger);
  const name = field('name', (found) => checkText(found, { least: 1, most: MOST_NAME }));
  const email = field('email', checkEmail);
  const source = field('source', (found) => checkSource(found, sources));
  const phone =
    value.phone === undefined || value.phone === null
      ? null
      : field('phone', (found) => checkText(found, { most: MOST_NAME }));
  if (faults.length > before) return null;
  return { customerId, name, email, source, phone } as NewCustomer;
}

/** One of the configured sources, spelled as they are. */
export function checkSource(value: unknown, sources: readonly string[]): Checked<string> {
  if (typeof value !== 'string') return { msg: 'Input should be a valid string', type: 'string_type' };
  if (sources.includes(value)) return { value };
  return { msg: `Input should be ${listed(sources)}`, type: 'enum' };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `'a', 'b' or 'c'` */
function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}
