import { pageOf } from '../http/page.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import type { ContactRecord } from '../objects/records.ts';
import { CONTACT_FILTERS, listedContacts, showListed } from './rev-users-list.ts';

/** Walks forward only, in pages whose size is the server's choice. */
export const revUsersScan: Route = {
  write: false,
  scopes: readScopes('rev_user'),
  fields: { ...CONTACT_FILTERS, cursor: 'string' },
  required: [],
  handle(call) {
    const show = (contact: ContactRecord): Record<string, unknown> => showListed({ ...call, contact });
    const page = pageOf({ call, items: listedContacts(call), name: 'rev_users', show });
    return read({ ...page, prev_cursor: undefined });
  },
};
