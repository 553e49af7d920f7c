import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { associatedContact } from '../objects/associations.ts';
import { toDon } from '../objects/ids.ts';

/** In beta, and only where the organization has several associations a contact. */
export const revUsersAssociationsList: Route = {
  write: false,
  scopes: readScopes('rev_user'),
  fields: { rev_user_id: 'id', ...PAGE_FIELDS },
  required: ['rev_user_id'],
  handle(call) {
    const { view } = call;
    const items = (view.contact(associatedContact(call))?.associations ?? []).map((id, ordinal) => ({ id, ordinal }));
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
