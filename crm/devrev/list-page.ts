import type { z } from 'zod';
import type { CallOptions } from '../crm.ts';
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
