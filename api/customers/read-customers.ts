import { setImmediate } from 'node:timers/promises';
import type { NewCustomer } from '../../contacts/keys/customer.ts';
import type { Fault } from '../fastapi/detail.ts';
import { findJsonFault } from '../fastapi/json-fault.ts';
import { isTooDense, parseJson } from '../fastapi/parse-json.ts';
import { refusal } from '../fastapi/refusal.ts';
import { checkCustomer, isObject, NO_OBJECT, type Place } from './check-customer.ts';

/** So many faults are told at most: an upload may have a million. */
const MOST_FAULTS = 1000;
/** So many records are checked before others have their turn. */
const TURN = 10_000;

/** The one record that the body of `POST /customers` is. Throws a 422. */
export function readCustomer(text: string, sources: readonly string[]): NewCustomer {
  const faults: Fault[] = [];
  const customer = checkCustomer(parseBody(text), { place: ['body'], sources, faults });
  if (customer === null) throw refusal(422, faults);
  return customer;
}

/** The records of a bulk upload, in their order. Throws a 422 that names what is wrong with which. */
export async function readCustomers(text: string, sources: readonly string[]): Promise<NewCustomer[]> {
  const values = listOf(parseBody(text));
  const faults: Fault[] = [];
  const customers: NewCustomer[] = [];
  for (const [index, value] of values.entries()) {
    const place: Place = ['body', 'customers', index];
    const customer = checkCustomer(value, { place, sources, faults });
    if (customer !== null) customers.push(customer);
    if (faults.length >= MOST_FAULTS) break;
    // Others are not to wait for the whole of a large one.
    if (index % TURN === TURN - 1) await setImmediate();
  }
  if (faults.length > 0) throw refusal(422, faults);
  return customers;
}

function listOf(body: unknown): unknown[] {
  if (!isObject(body)) throw refusal(422, [{ loc: ['body'], ...NO_OBJECT }]);
  const loc = ['body', 'customers'];
  if (!Object.hasOwn(body, 'customers')) throw refusal(422, [{ loc, msg: 'Field required', type: 'missing' }]);
  const { customers } = body;
  if (!Array.isArray(customers)) throw refusal(422, [{ loc, msg: 'Input should be a valid list', type: 'list_type' }]);
  return customers;
}

function parseBody(text: string): unknown {
  const body = text === '' ? null : parseOrRefuse(text);
  if (body === null) throw refusal(422, [{ loc: ['body'], msg: 'Field required', type: 'missing' }]);
  return body;
}

function parseOrRefuse(text: string): unknown {
  if (isTooDense(text)) throw refusal(413, 'Content Too Large: it has more objects and lists than records can have');
  try {
    return parseJson(text);
  } catch {
    const at = findJsonFault(text);
    // It is JSON, and yet too much: nested too deep.
    if (at === null) throw refusal(400, 'There was an error parsing the body');
    throw refusal(422, [{ loc: ['body', at], msg: 'JSON decode error', type: 'json_invalid' }]);
  }
}
