import type { Context } from 'hono';
import type { NewCustomer } from '../../contacts/keys/customer.ts';
import { refusal } from '../fastapi/refusal.ts';
import { readJsonBody } from '../guards/read-body.ts';
import type { RouteOptions } from '../options.ts';

export interface WithCustomers extends Pick<RouteOptions, 'settings' | 'holdBody' | 'json'> {
  /** Bytes. */
  limit: number;
  isBulk: boolean;
}

type AnswerUpload = (customers: NewCustomer[], digest: () => Promise<string>) => Promise<Response>;

/** Answers a body of JSON by its records, and holds it until then. Throws what is to be told instead. */
export async function withCustomers(c: Context, options: WithCustomers, answer: AnswerUpload): Promise<Response> {
  const { settings, holdBody, json, limit, isBulk } = options;
  const { bounds, sources } = settings;
  const held = holdBody();
  try {
    const { bytes, digest } = await readJsonBody(c.req.raw, { limit, bounds, held });
    const reading = await json.read({ bytes, sources, isBulk });
    if ('status' in reading) throw refusal(reading.status, reading.what);
    return await answer(reading.customers, async () => digest);
  } finally {
    held.end();
  }
}
