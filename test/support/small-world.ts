import { randomBytes } from 'node:crypto';
import type { Plan, PlanCluster } from '../../contacts/plan.ts';
import { clusterId, planDigest } from '../../contacts/planning/plan-text.ts';
import type { World, WorldContact, WorldConversation, WorldTicket } from '../../samples/world/world.ts';

/** One cluster of a test's world: the first id is the primary. */
export interface ClusterSpec {
  /** `{ 'REVU-1': ['TKT-1'], … }`: who reports which tickets. A ticket may stand at several contacts. */
  members: Record<string, string[]>;
  /** `{ 'CONV-1': ['REVU-2'], … }`: which of them take part in which conversations. */
  conversations?: Record<string, string[]>;
  decision?: PlanCluster['decision'];
  strategy?: string;
  /** What the CSV claims, where it is not what the world has. */
  csvTickets?: Record<string, number>;
}

/** A world and its plan, small enough to be read in the test, in an organization of its own. Every ticket has one message, every third an attachment; every conversation three, one private to the token's user, one to somebody else. */
export function smallWorld(specs: ClusterSpec[]): { world: World; plan: Plan } {
  const contacts = specs.flatMap((spec, index) => Object.keys(spec.members).map((id) => contact(id, index)));
  const reporters = new Map<string, string[]>();
  for (const spec of specs) {
    for (const [id, tickets] of Object.entries(spec.members)) {
      for (const ticket of tickets) reporters.set(ticket, [...(reporters.get(ticket) ?? []), id]);
    }
  }
  const tickets = [...reporters].map(([id, reportedBy], index) => ticket(id, reportedBy, index % 3 === 0));
  const world: World = {
    org: `org${randomBytes(4).toString('hex')}`,
    accounts: [{ id: 'ACC-1', name: 'Example' }],
    workspaces: [{ id: 'REV-1', name: 'Example', account: 'ACC-1' }],
    contacts,
    tickets,
    conversations: specs.flatMap((spec) =>
      Object.entries(spec.conversations ?? {}).map(([id, members]) => conversation(id, members)),
    ),
  };
  return { world, plan: planOf(specs) };
}

function planOf(specs: ClusterSpec[]): Plan {
  const clusters = specs.map((spec, index) => planCluster(spec, emailOf(index))).sort((a, b) => (a.id < b.id ? -1 : 1));
  const plan = { crm: 'devrev', profile: 'external-contacts', clusters };
  return { version: 1, digest: planDigest(plan), ...plan };
}

function planCluster(spec: ClusterSpec, email: string): PlanCluster {
  const ids = Object.keys(spec.members);
  const [primary = '', ...duplicates] = ids;
  const members = [...ids].sort().map((id) => ({
    id,
    externalRef: id,
    modifiedBy: '',
    userId: '',
    accountId: 'ACC-1',
    accountName: 'Example',
    updatedAt: '2025-01-15T09:05:00.000Z',
    updatedByBi: false,
    tickets: spec.csvTickets?.[id] ?? spec.members[id]?.length ?? 0,
  }));
  return {
    id: clusterId([...ids].sort()),
    email,
    decision: spec.decision ?? 'auto',
    strategy: spec.strategy ?? 'cxp-uid',
    reason: 'made for a test',
    primary,
    duplicates: duplicates.sort(),
    members,
  };
}

function emailOf(index: number): string {
  return `person${index}@example.com`;
}

function contact(id: string, cluster: number): WorldContact {
  return {
    id,
    email: emailOf(cluster),
    displayName: `Person ${cluster}`,
    fullName: `Person ${cluster}`,
    externalRef: id,
    workspace: 'REV-1',
    isVerified: true,
    phoneNumbers: [],
    customFields: {},
    createdAt: '2024-01-01T00:00:00.000Z',
    modifiedAt: '2024-01-02T00:00:00.000Z',
    modifiedBy: 'DEVU-1',
  };
}

function ticket(id: string, reportedBy: string[], withAttachment: boolean): WorldTicket {
  const at = '2024-02-01T00:00:00.000Z';
  const number = id.split('-')[1] ?? '0';
  const artifacts = withAttachment
    ? [{ id: `ARTIFACT-${number}`, name: 'log.txt', type: 'text/plain', size: 300 }]
    : [];
  return {
    id,
    type: id.startsWith('ISS') ? 'issue' : 'ticket',
    title: `Ticket ${id}`,
    body: 'Synthetic',
    reportedBy,
    createdBy: reportedBy[0] ?? 'DEVU-1',
    ownedBy: ['DEVU-1'],
    createdAt: at,
    modifiedAt: at,
    messages: [
      { body: 'Hello', visibility: 'external', createdBy: reportedBy[0] ?? 'DEVU-1', createdAt: at, artifacts },
    ],
  };
}

/** `DEVU-1` is the user of the sandbox's tokens. */
function conversation(id: string, contacts: string[]): WorldConversation {
  const at = '2024-03-01T00:00:00.000Z';
  const number = Number(id.split('-')[1] ?? 0);
  const file = { id: `ARTIFACT-${800_000 + number}`, name: 'photo.jpg', type: 'image/jpeg', size: 200 };
  const message = { createdAt: at, artifacts: [] };
  return {
    id,
    title: `Conversation ${id}`,
    members: [...contacts, 'DEVU-1'],
    createdBy: contacts[0] ?? 'DEVU-1',
    createdAt: at,
    modifiedAt: at,
    messages: [
      {
        ...message,
        body: 'Anybody there?',
        visibility: 'external',
        createdBy: contacts[0] ?? 'DEVU-1',
        artifacts: [file],
      },
      { ...message, body: 'A note', visibility: 'private', createdBy: 'DEVU-1' },
      { ...message, body: 'A note of somebody else', visibility: 'private', createdBy: 'DEVU-2' },
    ],
  };
}
