import type { Plan } from '../../contacts/plan.ts';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import type { World, WorldContact, WorldTicket } from '../../samples/world/world.ts';
import { withRefs } from '../support/external-refs.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';

/** Texts that stand at every place of a recorded world where a real one has personal data. None may get into a history. */
export const CANARIES = {
  name: 'Quillon Zanthoxyl',
  phone: '+49 5550 471147',
  externalRef: 'canary-ref',
  customField: 'canary-custom-field',
  account: 'Canary Account',
  modifiedBy: 'Canary Editor',
  title: 'canary ticket title',
  body: 'canary ticket body',
  message: 'canary message',
  file: 'canary-attachment.txt',
  token: 'sandbox-token',
};

/** A small world full of canaries, and its plan. With `refs` they are such as profile `revu-user` hands over. */
export function canaryWorld(specs: ClusterSpec[], { refs }: { refs: boolean }): { world: World; plan: Plan } {
  if (refs) {
    const { world, plan } = canaryWorld(specs, { refs: false });
    const primaries = new Set(plan.clusters.map(({ primary }) => primary));
    const refOfMember = (id: string): string => `${primaries.has(id) ? 'REVU-' : 'user_'}${refOf(id)}`;
    return withRefs(
      { world, plan },
      Object.fromEntries(world.contacts.map(({ id }) => [id, { ref: refOfMember(id) }])),
    );
  }
  const { world, plan } = smallWorld(specs);
  const accounts = world.accounts.map((account) => ({ ...account, name: CANARIES.account }));
  const contacts = world.contacts.map(canaryContact);
  return { world: { ...world, accounts, contacts, tickets: world.tickets.map(canaryTicket) }, plan: canaryPlan(plan) };
}

function canaryPlan(plan: Plan): Plan {
  const clusters = plan.clusters.map((cluster) => {
    const members = cluster.members.map((member) => ({
      ...member,
      externalRef: refOf(member.id),
      modifiedBy: CANARIES.modifiedBy,
      accountName: CANARIES.account,
    }));
    return { ...cluster, members };
  });
  return { ...plan, clusters, digest: planDigest({ ...plan, clusters }) };
}

function canaryContact(contact: WorldContact): WorldContact {
  return {
    ...contact,
    displayName: CANARIES.name,
    fullName: CANARIES.name,
    externalRef: refOf(contact.id),
    phoneNumbers: [CANARIES.phone],
    customFields: { tnt__note: CANARIES.customField },
  };
}

function canaryTicket(ticket: WorldTicket): WorldTicket {
  const messages = ticket.messages.map((message) => ({
    ...message,
    body: CANARIES.message,
    artifacts: message.artifacts.map((artifact) => ({ ...artifact, name: CANARIES.file })),
  }));
  return { ...ticket, title: CANARIES.title, body: CANARIES.body, messages };
}

function refOf(contact: string): string {
  return `${CANARIES.externalRef}-${contact}`;
}
