import type { CallOptions, CreatedContact, Page } from '../../crm.ts';
import { CrmError } from '../../errors.ts';
import { badAnswer } from '../../http/json.ts';
import { listPage } from '../list-page.ts';
import { type CreatedUser, createdUsersPage } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import { idsOf } from './create-contact.ts';

const PATH = 'rev-users.list';
const CALL = `POST ${PATH}`;

/** One page of the contacts with this external reference. Throws CrmError, `bad-answer` where DevRev lists others: who takes one of them would write on a stranger. */
export async function findByMarker(options: {
  transport: Transport;
  pageLimit: number;
  request: { marker: string; cursor: string | null };
  call: CallOptions | undefined;
}): Promise<Page<CreatedContact>> {
  const { marker, cursor } = options.request;
  if (marker === '')
    throw new CrmError({ kind: 'invalid', message: `${CALL}: an empty reference would list everybody` });
  const filter = { external_ref: [marker] };
  const { page, ...rest } = await listPage({ ...options, path: PATH, filter, cursor, schema: createdUsersPage });
  if (!page.rev_users.every((user) => carries(user, marker)))
    throw badAnswer({ call: CALL, status: 200, problem: 'lists contacts without the reference that was asked for' });
  return { items: page.rev_users.map((user) => idsOf(user, CALL)), ...rest };
}

/** In beta a contact has several. */
function carries({ external_ref, external_refs }: CreatedUser, marker: string): boolean {
  return external_ref === marker || (external_refs ?? []).includes(marker);
}
