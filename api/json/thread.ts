import { parentPort } from 'node:worker_threads';
import type { NewCustomer } from '../../contacts/keys/customer.ts';
import { type ReadCustomers, type Refused, readCustomers } from '../customers/read-customers.ts';

/** `next` asks for more of what was read last. */
export type Asked = ReadCustomers | 'next';

export type Told = Refused | { customers: NewCustomer[]; isLast: boolean };

/** So many records pass from thread to thread at once: to take them over is work of whoever waits for them. */
const PIECE = 1000;

let customers: NewCustomer[] = [];

parentPort?.on('message', (asked: Asked) => {
  if (asked !== 'next') {
    const reading = readCustomers(asked);
    if ('status' in reading) return parentPort?.postMessage(reading);
    customers = reading.customers;
  }
  const piece = customers.slice(0, PIECE);
  customers = customers.slice(PIECE);
  return parentPort?.postMessage({ customers: piece, isLast: customers.length === 0 });
});
