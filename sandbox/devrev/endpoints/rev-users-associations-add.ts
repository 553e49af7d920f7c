import { idOf } from '../http/input.ts';
import type { Route } from '../http/route.ts';
import { associatedContact, setAssociations } from '../objects/associations.ts';

/** In beta. A workspace brings its account along. */
export const revUsersAssociationsAdd: Route = {
  write: true,
  scopes: ['rev_user:write', 'rev_user:all'],
  fields: { rev_user_id: 'id', associations: 'objects' },
  required: ['rev_user_id', 'associations'],
  handle(call) {
    const { view, input } = call;
    const id = associatedContact(call);
    const given = Array.isArray(input.associations) ? input.associations : [];
    const added = given.map((one) =>
      idOf({ input: one, name: 'associated_to', kinds: ['account', 'revo'], org: view.org }),
    );
    const accounts = added.flatMap((one) => view.workspace(one)?.account ?? []);
    return {
      kind: 'update',
      apply: (cause) =>
        setAssociations({ call, id, cause, change: (now) => [...new Set([...now, ...added, ...accounts])] }),
      reply: () => ({ status: 201, body: {} }),
    };
  },
};
