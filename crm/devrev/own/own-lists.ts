import type { OwnList } from '../../crm.ts';
import type { Transport } from '../transport.ts';
import { listAssociations } from './associations.ts';
import { listContactFiles } from './contact-files.ts';

/** So many of them. */
export const OWN_LISTS = 2;

/** What hangs on a contact itself, and DevRev has in beta. */
export function ownLists(transport: Transport, pageLimit: number): OwnList[] {
  return [
    { name: 'files', list: ({ contact }, call) => listContactFiles({ transport, contact, call }) },
    { name: 'associations', list: (request, call) => listAssociations({ transport, pageLimit, request, call }) },
  ];
}
