import type { World, WorldContact, WorldConversation, WorldMessage, WorldTicket } from '../../samples/world/world.ts';

const AT = '2026-01-05T10:00:00.000Z';

export function contact(overrides: Partial<WorldContact> & { id: string }): WorldContact {
  return {
    email: 'ada@example.com',
    displayName: `Person ${overrides.id}`,
    fullName: `Person ${overrides.id}`,
    externalRef: `user_${overrides.id}`,
    workspace: 'REV-1',
    isVerified: true,
    phoneNumbers: [],
    customFields: {},
    createdAt: AT,
    modifiedAt: AT,
    modifiedBy: 'Import Bot',
    ...overrides,
  };
}

export function ticket(overrides: Partial<WorldTicket> & { id: string }): WorldTicket {
  return {
    type: 'ticket',
    title: `About ${overrides.id}`,
    body: 'It does not work.',
    reportedBy: ['REVU-1'],
    createdBy: 'DEVU-1',
    ownedBy: ['DEVU-1'],
    createdAt: AT,
    modifiedAt: AT,
    messages: [],
    ...overrides,
  };
}

export function conversation(overrides: Partial<WorldConversation> & { id: string }): WorldConversation {
  return {
    title: `Chat ${overrides.id}`,
    members: ['REVU-1'],
    createdBy: 'REVU-1',
    createdAt: AT,
    modifiedAt: AT,
    messages: [],
    ...overrides,
  };
}

export function message(overrides: Partial<WorldMessage> = {}): WorldMessage {
  return { body: 'Hello', visibility: 'external', createdBy: 'REVU-1', createdAt: AT, artifacts: [], ...overrides };
}

/** REVU-1, 2 and 3 are one person; REVU-4 is unverified; REVU-5 is somebody else. TKT-2 and TKT-3 are shared. */
export function smallWorld(overrides: Partial<World> = {}): World {
  return {
    org: 'ACME',
    accounts: [{ id: 'ACC-1', name: 'Acme' }],
    workspaces: [{ id: 'REV-1', name: 'Acme', account: 'ACC-1' }],
    contacts: [
      contact({ id: 'REVU-1' }),
      contact({ id: 'REVU-2' }),
      contact({ id: 'REVU-3' }),
      contact({ id: 'REVU-4', isVerified: false }),
      contact({ id: 'REVU-5', email: 'Bob@example.com' }),
    ],
    tickets: [
      ticket({ id: 'TKT-1', reportedBy: ['REVU-1'] }),
      ticket({ id: 'TKT-2', reportedBy: ['REVU-2', 'REVU-1', 'REVU-5'] }),
      ticket({ id: 'TKT-3', reportedBy: ['REVU-5', 'REVU-2'] }),
      ticket({ id: 'TKT-4', reportedBy: ['REVU-2'], createdBy: 'REVU-2', ownedBy: ['REVU-2', 'DEVU-1'] }),
      ticket({ id: 'ISS-5', type: 'issue', reportedBy: ['REVU-3'] }),
    ],
    ...overrides,
  };
}

/** REVU-1 with that many tickets, and REVU-2 with none. */
export function worldWithTickets(count: number): World {
  const tickets = Array.from({ length: count }, (_, index) => ticket({ id: `TKT-${index + 1}` }));
  return smallWorld({ tickets });
}
