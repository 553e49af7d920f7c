import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { customerKeys, type NewCustomer } from '../contacts/customer.ts';
import { copyLine } from './copy-line.ts';
import { CUSTOMER_JSON } from './customer-json.ts';
import type { CustomerStore } from './customer-store.ts';

const COLUMNS = 'customer_id, name, email, source, phone, email_key, phone_key';
/** So many records are written as one piece. */
const PIECE = 1000;

/** Writes one record and answers it as JSON. */
export async function insertCustomer({ pool }: CustomerStore, customer: NewCustomer): Promise<string> {
  const { rows } = await pool.query<{ json: string }>(
    `insert into customers (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7) returning ${CUSTOMER_JSON} as json`,
    cells(customer),
  );
  return rows[0]?.json ?? '';
}

/** Writes all of them or none. */
export async function insertCustomers({ pool }: CustomerStore, customers: readonly NewCustomer[]): Promise<void> {
  if (customers.length === 0) return;
  const client = await pool.connect();
  let isWhole = false;
  try {
    await pipeline(
      Readable.from(pieces(customers), { objectMode: true, highWaterMark: 1 }),
      client.query(copyFrom(`copy customers (${COLUMNS}) from stdin`)),
    );
    isWhole = true;
  } finally {
    // A connection that an upload broke off on is not used again.
    client.release(!isWhole);
  }
}

/** Answers how many there were. */
export async function deleteCustomers({ pool }: CustomerStore): Promise<number> {
  const { rowCount } = await pool.query('delete from customers');
  return rowCount ?? 0;
}

function* pieces(customers: readonly NewCustomer[]): Generator<Buffer> {
  for (let at = 0; at < customers.length; at += PIECE) {
    let text = '';
    for (const customer of customers.slice(at, at + PIECE)) text += copyLine(cells(customer));
    yield Buffer.from(text);
  }
}

function cells(customer: NewCustomer): (string | null)[] {
  const { customerId, name, email, source, phone } = customer;
  const { emailKey, phoneKey } = customerKeys(customer);
  return [String(customerId), name, email, source, phone, emailKey, phoneKey];
}
