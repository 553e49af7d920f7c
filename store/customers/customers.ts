import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { customerKeys, type NewCustomer } from '../../contacts/keys/customer.ts';
import { copyLine } from './copy-line.ts';
import type { CustomerStore } from './customer-store.ts';

const COLUMNS = 'customer_id, name, email, source, phone, email_key, phone_key, phone_version';
/** So many records are written as one piece. */
const PIECE = 1000;

const time = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A row of `customers` as the JSON that callers see. Made by Postgres: exact integers, and no work for the event loop. */
export const CUSTOMER_JSON = `'{"id":' || id || ',"customer_id":' || customer_id || ',"name":' || to_json(name)
  || ',"email":' || to_json(email) || ',"source":' || to_json(source)
  || ',"created_at":"' || ${time('created_at')} || '","updated_at":"' || ${time('updated_at')} || '"}'`;

/** Writes one record and answers it as JSON. */
export async function insertCustomer(
  store: CustomerStore,
  customer: NewCustomer,
  client: pg.Pool | pg.PoolClient = store.pool,
): Promise<string> {
  const { rows } = await client.query<{ json: string }>(
    `insert into customers (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${CUSTOMER_JSON} as json`,
    cells(customer, store),
  );
  return rows[0]?.json ?? '';
}

/** Writes all of them or none. */
export async function insertCustomers(
  store: CustomerStore,
  customers: readonly NewCustomer[],
  client: pg.PoolClient,
): Promise<void> {
  if (customers.length > 0) await copyCustomers(store, inPieces(customers), client);
}

/** Writes records as they come; all of them or none. */
export async function copyCustomers(
  store: CustomerStore,
  pieces: AsyncIterable<readonly NewCustomer[]> | Iterable<readonly NewCustomer[]>,
  client: pg.PoolClient,
): Promise<void> {
  await pipeline(
    Readable.from(copyText(pieces, store), { objectMode: true, highWaterMark: 1 }),
    client.query(copyFrom(`copy customers (${COLUMNS}) from stdin`)),
  );
}

/** Answers how many there were. The answers kept for keys go too: they may tell of a record. */
export async function deleteCustomers({ pool }: CustomerStore): Promise<number> {
  const { rowCount } = await pool.query('with kept as (delete from idempotency_keys) delete from customers');
  return rowCount ?? 0;
}

function* inPieces(customers: readonly NewCustomer[]): Generator<readonly NewCustomer[]> {
  for (let at = 0; at < customers.length; at += PIECE) yield customers.slice(at, at + PIECE);
}

async function* copyText(
  pieces: AsyncIterable<readonly NewCustomer[]> | Iterable<readonly NewCustomer[]>,
  store: CustomerStore,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    let text = '';
    for (const customer of piece) text += copyLine(cells(customer, store));
    yield Buffer.from(text);
    // Other requests are not kept waiting for the whole of it.
    await nextTurn();
  }
}

function cells(customer: NewCustomer, { phoneCountry }: CustomerStore): (string | null)[] {
  const { customerId, name, email, source, phone } = customer;
  const { emailKey, phoneKey, phoneVersion } = customerKeys(customer, phoneCountry);
  return [String(customerId), name, email, source, phone, emailKey, phoneKey, phoneVersion];
}
