import { CrmError } from '../errors.ts';
import type { PodiumContact } from './schemas.ts';
import type { Transport } from './transport.ts';

/** Throws CrmError `unauthorized`, which stops whatever asked, for a contact of another organization than the tokens are for. */
export function refuseOthers(contacts: readonly PodiumContact[], { access }: Pick<Transport, 'access'>): void {
  const org = access.organization();
  if (contacts.every(({ organization }) => organization.uid === org)) return;
  throw new CrmError({
    kind: 'unauthorized',
    message: 'No access to Podium: it answers with a contact of another organization than the tokens are for',
  });
}
