import type { CallOptions, OwnThing, Page } from '../../crm.ts';
import { listPage } from '../list-page.ts';
import { associationsPage } from '../schemas.ts';
import type { Transport } from '../transport.ts';

/** One page of the accounts and workspaces that a contact belongs to beside its own. In beta, and only where the organization has it. Throws CrmError. */
export async function listAssociations(options: {
  transport: Transport;
  pageLimit: number;
  request: { contact: string; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<OwnThing>> {
  const { contact, cursor } = options.request;
  const { page, ...rest } = await listPage({
    ...options,
    path: 'rev-users.associations.list',
    filter: { rev_user_id: contact },
    cursor,
    schema: associationsPage,
    ownRefusals: true,
    beta: true,
  });
  return { items: page.associations.map(({ associated_to: { id } }) => ({ id, attachments: [] })), ...rest };
}
