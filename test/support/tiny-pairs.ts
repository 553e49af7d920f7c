import type { Plan } from '../../contacts/plan.ts';
import type { World } from '../../samples/world/world.ts';
import { type ClusterSpec, smallWorld } from './small-world.ts';

/**
 * Clusters of one pair each, without attachments: the cheapest there are. Those at the given places of the plan's order end
 * as held, because the CSV claims more tickets than there are.
 */
export function tinyPairs(count: number, held: number[] = []): { world: World; plan: Plan } {
  const specs = Array.from({ length: count }, (_, index): ClusterSpec => {
    return { members: { [`REVU-${2 * index + 1}`]: [], [`REVU-${2 * index + 2}`]: [`TKT-${index + 1}`] } };
  });
  const order = smallWorld(specs).plan.clusters.map(({ primary }) => primary);
  const isHeld = (spec: ClusterSpec): boolean => {
    const [primary = ''] = Object.keys(spec.members);
    return held.includes(order.indexOf(primary) + 1);
  };
  const { world, plan } = smallWorld(
    specs.map((spec) => (isHeld(spec) ? { ...spec, csvTickets: claims(spec) } : spec)),
  );
  for (const ticket of world.tickets) for (const message of ticket.messages) message.artifacts = [];
  return { world, plan };
}

function claims({ members }: ClusterSpec): Record<string, number> {
  return Object.fromEntries(Object.keys(members).map((id) => [id, 9]));
}
