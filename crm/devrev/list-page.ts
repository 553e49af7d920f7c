import type { z } from 'zod';
import type { CallOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import { statusError } from '../http/failures.ts';
import { parseAnswer } from '../http/json.ts';
import type { DevrevPath } from './paths.ts';
import { expectOwnRefusal } from './read-object.ts';
import type { Transport } from './transport.ts';

/** One page of a list as DevRev answers it; null as the next cursor is the end. Throws CrmError. */
export async function listPage<T extends { next_cursor?: string | null | undefined }>(options: {
  transport: Transport;
  path: DevrevPath;
  filter: Record<string, unknown>;
  pageLimit: number;
  cursor: string | null;
  schema: z.ZodType<T>;
  call: CallOptions | undefined;
  /** A 400, 403 or 404 that is not DevRev's own is `bad-answer`: whoever takes a refusal for "there is none" may not take a proxy's. */
  ownRefusals?: boolean;
  /** What is asked for is in beta. */
  beta?: boolean;
}): Promise<{ page: T; nextCursor: string | null; raw: Uint8Array }> {
  const { transport, path, pageLimit, cursor, schema } = options;
  const filter = { ...options.filter, limit: pageLimit };
  const { status, body, ...answer } = await transport.post(path, cursor === null ? filter : { ...filter, cursor }, {
    ...options.call,
    beta: options.beta ?? false,
  });
  const call = `POST ${path}`;
  if (options.ownRefusals) expectOwnRefusal(call, { status, body });
  if (status !== 200) throw statusError(call, { status, body, ...answer });
  const page = parseAnswer({ call, status, body, schema });
  return { page, nextCursor: page.next_cursor || null, raw: body };
}

/** `earlier` null means that the page is the list's beginning. */
export interface PageBefore<T> {
  page: T;
  earlier: string | null;
}

/**
 * The page of a list before a cursor; null as cursor: its last page. Null where DevRev answers that there is none of it for us. Throws
 * CrmError.
 */
export async function pageBefore<T extends { prev_cursor?: string | null | undefined }>(options: {
  transport: Transport;
  path: DevrevPath;
  filter: Record<string, unknown>;
  pageLimit: number;
  cursor: string | null;
  schema: z.ZodType<T>;
  call: CallOptions | undefined;
  /** What is asked for is in beta. */
  beta?: boolean;
}): Promise<PageBefore<T> | null> {
  const { transport, path, pageLimit: limit, cursor, schema, beta = false } = options;
  const asked = { ...options.filter, mode: 'before', limit, ...(cursor === null ? {} : { cursor }) };
  const answer = await transport.post(path, asked, { ...options.call, beta });
  if ([400, 403, 404].includes(answer.status)) return null;
  const call = `POST ${path}`;
  if (answer.status !== 200) throw statusError(call, answer);
  const page = parseAnswer({ call, status: 200, body: answer.body, schema });
  const earlier = page.prev_cursor || null;
  if (earlier !== null && earlier === cursor)
    throw new CrmError({ kind: 'bad-answer', message: `${call}: pages go round` });
  return { page, earlier };
}
