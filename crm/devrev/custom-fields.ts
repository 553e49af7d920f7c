import type { CallOptions, Page } from '../crm.ts';
import { parseAnswer } from '../http/json.ts';
import { listPage } from './list-page.ts';
import { revUserAnswer, revUsersPage } from './schemas.ts';
import type { Transport } from './transport.ts';

/** Those of a contact as `rev-users.get` answered it. */
export function customFieldsIn(raw: Uint8Array): Record<string, unknown> {
  const call = 'POST rev-users.get';
  return parseAnswer({ call, status: 200, body: raw, schema: revUserAnswer }).rev_user.custom_fields ?? {};
}

/** Those of many contacts. */
export async function listCustomFields(options: {
  transport: Transport;
  pageLimit: number;
  cursor: string | null;
  call: CallOptions | undefined;
}): Promise<Page<Record<string, unknown>>> {
  const { page, ...rest } = await listPage({ ...options, path: 'rev-users.list', filter: {}, schema: revUsersPage });
  return { items: page.rev_users.map(({ custom_fields }) => custom_fields ?? {}), ...rest };
}
