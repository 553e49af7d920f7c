import type { World } from '../../samples/world/world.ts';
import { contact, smallWorld, ticket } from './small-world.ts';

/** Three contacts with one e-mail, written in three ways, in two accounts; two of them share a reference. */
export function lookalikes(): World {
  const ref = 'user_shared';
  return smallWorld({
    accounts: [
      { id: 'ACC-1', name: 'Acme' },
      { id: 'ACC-2', name: 'Borealis' },
    ],
    workspaces: [
      { id: 'REV-1', name: 'Acme', account: 'ACC-1' },
      { id: 'REV-2', name: 'Borealis', account: 'ACC-2' },
    ],
    contacts: [
      contact({ id: 'REVU-1', email: 'ada@example.com', externalRef: ref, workspace: 'REV-1' }),
      contact({ id: 'REVU-2', email: 'Ada@Example.COM', externalRef: ref, workspace: 'REV-2' }),
      contact({ id: 'REVU-3', email: ' ada@example.com ', workspace: 'REV-2' }),
    ],
    tickets: [ticket({ id: 'TKT-1' }), ticket({ id: 'TKT-2', reportedBy: ['REVU-2'] })],
  });
}
