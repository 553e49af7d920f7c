import { idOf } from '../http/input.ts';
import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { badField, notFound, refuseBeta, routeNotFound } from '../http/problems.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { toDon } from '../objects/ids.ts';
import { isAlive } from '../objects/records.ts';

/** In beta, and only where the organization has several associations a contact. */
export const revUsersAssociationsList: Route = {
  write: false,
  scopes: readScopes('rev_user'),
  fields: { rev_user_id: 'id', ...PAGE_FIELDS },
  required: ['rev_user_id'],
  handle(call) {
    const { view, input, core, beta } = call;
    if (!beta) throw routeNotFound();
    refuseBeta(core.settings.betaKinds);
    if (core.settings.betaKinds === '400') throw badField('invalid_field', 'rev_user_id');
    const contact = view.contact(idOf({ input, name: 'rev_user_id', kinds: ['revu'], org: view.org }));
    if (!isAlive(contact)) throw notFound();
    const items = (contact.associations ?? []).map((id, ordinal) => ({ id, ordinal }));
    const show = ({ id }: { id: string }) => ({
      associated_to: {
        type: id.startsWith('ACC-') ? 'account' : 'rev_org',
        id: toDon({ org: view.org, displayId: id }),
        display_id: id,
      },
    });
    return read(pageOf({ call, items, name: 'associations', show }));
  },
};
