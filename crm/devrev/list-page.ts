import type { z } from 'zod';
import type { CallOptions } from '../crm.ts';
import { statusError } from '../http/failures.ts';
import { parseAnswer } from '../http/json.ts';
import type { DevrevPath } from './paths.ts';
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
}): Promise<{ page: T; nextCursor: string | null; raw: Uint8Array }> {
  const { transport, path, pageLimit, cursor, schema } = options;
  const filter = { ...options.filter, limit: pageLimit };
  const { status, body, ...answer } = await transport.post(
    path,
    cursor === null ? filter : { ...filter, cursor },
    options.call,
  );
  const call = `POST ${path}`;
  if (status !== 200) throw statusError(call, { status, body, ...answer });
  const page = parseAnswer({ call, status, body, schema });
  return { page, nextCursor: page.next_cursor || null, raw: body };
}
