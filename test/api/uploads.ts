import type { TestApi } from './api.ts';

export const CSV = 'text/csv; charset=utf-8';
export const NDJSON = 'application/x-ndjson';

interface Upload {
  type?: string;
  body: string | Buffer | ReadableStream<Uint8Array>;
  query?: string;
  headers?: Record<string, string>;
}

export interface Uploaded {
  status: number;
  type: string | null;
  /** Some of what an answer or a problem may hold. */
  body: { type: string; errors: unknown[] };
}

/** Sends a body to the upload route, answers what came back. */
export async function upload(api: TestApi, { type = CSV, body, query = '', headers = {} }: Upload): Promise<Uploaded> {
  const response = await fetch(`${api.url}/api/v1/customers/upload${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
    duplex: 'half',
  } as RequestInit);
  const { status } = response;
  const told = (await response.json()) as Uploaded['body'];
  return { status, type: response.headers.get('content-type'), body: told };
}

/** What the table holds, in the order of the ids. */
export async function stored(
  api: TestApi,
  columns = 'customer_id::text, name, email, source, phone',
): Promise<unknown[]> {
  return (await api.store.pool.query({ text: `select ${columns} from customers order by id`, rowMode: 'array' })).rows;
}

export async function countStored(api: TestApi): Promise<number> {
  return (await stored(api, 'id')).length;
}
