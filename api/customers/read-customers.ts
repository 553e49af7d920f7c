import type { NewCustomer } from '../../contacts/keys/customer.ts';
import type { Fault } from '../fastapi/detail.ts';
import { jsonExcess } from '../fastapi/json-excess.ts';
import { findJsonFault } from '../fastapi/json-fault.ts';
import { parseJson } from '../fastapi/parse-json.ts';
import { checkCustomer, isObject, NO_OBJECT } from './check-customer.ts';

/** So many faults are told at most: an upload may have a million. */
const MOST_FAULTS = 1000;

/** What is to be told instead of taking a body. */
export interface Refused {
  status: 400 | 413 | 422;
  what: string | Fault[];
}

export type Reading = { customers: NewCustomer[] } | Refused;

export interface ReadCustomers {
  /** JSON as it was sent, in UTF-8. */
  bytes: Uint8Array;
  sources: readonly string[];
  /** Whether the body is the records of a bulk upload, in their order, or one record. */
  isBulk: boolean;
}

/** The records that a body has, or what is wrong with which. Passes between threads: no exceptions, no classes. */
export function readCustomers({ bytes, sources, isBulk }: ReadCustomers): Reading {
  const body = parseBody(new TextDecoder().decode(bytes));
  if ('status' in body) return body;
  const list = isBulk ? listOf(body.value) : [body.value];
  if ('status' in list) return list;
  const faults: Fault[] = [];
  const customers: NewCustomer[] = [];
  for (const [index, value] of list.entries()) {
    const place = isBulk ? ['body', 'customers', index] : ['body'];
    const customer = checkCustomer(value, { place, sources, faults });
    if (customer !== null) customers.push(customer);
    if (faults.length >= MOST_FAULTS) break;
  }
  return faults.length > 0 ? { status: 422, what: faults } : { customers };
}

function listOf(body: unknown): unknown[] | Refused {
  if (!isObject(body)) return wrong({ loc: ['body'], ...NO_OBJECT });
  const loc = ['body', 'customers'];
  if (!Object.hasOwn(body, 'customers')) return wrong({ loc, msg: 'Field required', type: 'missing' });
  const { customers } = body;
  if (!Array.isArray(customers)) return wrong({ loc, msg: 'Input should be a valid list', type: 'list_type' });
  return customers;
}

function parseBody(text: string): { value: unknown } | Refused {
  const excess = jsonExcess(text);
  if (excess !== null) return { status: 413, what: `Content Too Large: it ${excess}` };
  const body = text === '' ? { value: null } : parseOrRefuse(text);
  const isMissing = 'value' in body && body.value === null;
  return isMissing ? wrong({ loc: ['body'], msg: 'Field required', type: 'missing' }) : body;
}

function parseOrRefuse(text: string): { value: unknown } | Refused {
  try {
    return { value: parseJson(text) };
  } catch {
    const at = findJsonFault(text);
    // It is JSON, and yet too much: nested too deep.
    if (at === null) return { status: 400, what: 'There was an error parsing the body' };
    return wrong({ loc: ['body', at], msg: 'JSON decode error', type: 'json_invalid' });
  }
}

function wrong(fault: Fault): Refused {
  return { status: 422, what: [fault] };
}
