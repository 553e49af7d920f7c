import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import type { Route } from '../http/route.ts';
import { isAlive } from '../objects/records.ts';
import { putContact } from '../objects/store.ts';

export const revUsersDelete: Route = {
  write: true,
  scopes: ['rev_user:all'],
  fields: { id: 'id' },
  required: ['id'],
  handle({ view, input, core, caller }) {
    const id = idOf({ input, name: 'id', kinds: ['revu'], org: view.org });
    if (!isAlive(view.contact(id))) throw notFound();
    return {
      kind: 'update',
      apply(cause) {
        const contact = core.store.contacts.get(id);
        if (!isAlive(contact)) return;
        const modified = { modifiedAt: new Date().toISOString(), modifiedBy: caller.user };
        putContact({ store: core.store, contact: { ...contact, deleted: true, ...modified } });
        core.effects.append({ kind: 'contact-deleted', actor: 'api', ...cause, contact: id });
      },
      reply: () => ({ status: 200, body: {} }),
    };
  },
};
