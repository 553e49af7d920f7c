import type { z } from 'zod';
import type { CallOptions } from '../crm.ts';
import { CrmError } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import { statusError } from '../http/failures.ts';
import { parseAnswer } from '../http/json.ts';
import type { DevrevPath } from './paths.ts';
import { expectOwnRefusal } from './read-object.ts';
import type { Transport } from './transport.ts';

interface AskedPage<T> {
  transport: Transport;
  path: DevrevPath;
  filter: Record<string, unknown>;
  pageLimit: number;
  cursor: string | null;
  schema: z.ZodType<T>;
  call: CallOptions | undefined;
  /** What is asked for is in beta. */
  beta?: boolean;
}

interface ListedPage<T> extends AskedPage<T> {
  /** A 400, 403 or 404 that is not DevRev's own is `bad-answer`: whoever takes a refusal for "there is none" may not take a proxy's. */
  ownRefusals?: boolean;
}

/** One page of a list as DevRev answers it; null as the next cursor is the end. Throws CrmError. */
export async function listPage<T extends { next_cursor?: string | null | undefined }>(
  asked: ListedPage<T>,
): Promise<{ page: T; nextCursor: string | null; raw: Uint8Array }> {
  const answer = await ask(asked, asked.filter);
  if (asked.ownRefusals) expectOwnRefusal(callOf(asked), answer);
  const page = read(asked, answer);
  return { page, nextCursor: page.next_cursor || null, raw: answer.body };
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
export async function pageBefore<T extends { prev_cursor?: string | null | undefined }>(
  asked: AskedPage<T>,
): Promise<PageBefore<T> | null> {
  const answer = await ask(asked, { ...asked.filter, mode: 'before' });
  if ([400, 403, 404].includes(answer.status)) return null;
  const page = read(asked, answer);
  const earlier = page.prev_cursor || null;
  if (earlier !== null && earlier === asked.cursor)
    throw new CrmError({ kind: 'bad-answer', message: `${callOf(asked)}: pages go round` });
  return { page, earlier };
}

async function ask<T>(asked: AskedPage<T>, filter: Record<string, unknown>): Promise<Answer> {
  const { transport, path, pageLimit: limit, cursor, call, beta = false } = asked;
  return await transport.post(path, { ...filter, limit, ...(cursor !== null && { cursor }) }, { ...call, beta });
}

function read<T>(asked: AskedPage<T>, answer: Answer): T {
  const call = callOf(asked);
  if (answer.status !== 200) throw statusError(call, answer);
  return parseAnswer({ call, status: answer.status, body: answer.body, schema: asked.schema });
}

function callOf({ path }: Pick<AskedPage<unknown>, 'path'>): string {
  return `POST ${path}`;
}
