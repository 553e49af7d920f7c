import { idsOf } from '../http/input.ts';
import type { Route } from '../http/route.ts';
import { associatedContact, setAssociations } from '../objects/associations.ts';

/** In beta. Here the ids stand plain. */
export const revUsersAssociationsRemove: Route = {
  write: true,
  scopes: ['rev_user:write', 'rev_user:all'],
  fields: { rev_user_id: 'id', associations: 'ids' },
  required: ['rev_user_id', 'associations'],
  handle(call) {
    const { view, input } = call;
    const id = associatedContact(call);
    const removed = idsOf({ input, name: 'associations', kinds: ['account', 'revo'], org: view.org }) ?? [];
    return {
      kind: 'update',
      apply: (cause) =>
        setAssociations({ call, id, cause, change: (now) => now.filter((one) => !removed.includes(one)) }),
      reply: () => ({ status: 204, body: Buffer.alloc(0) }),
    };
  },
};
