import type { Plan } from '../../contacts/plan.ts';
import type { World } from '../../samples/world/world.ts';
import { smallWorld } from './small-world.ts';

/**
 * Three contacts and two plans for them: `a` keeps REVU-1 and can send REVU-3 only (its CSV claims nine tickets for REVU-2), `b`
 * keeps REVU-2.
 */
export function twoPlans(): { world: World; a: Plan; b: Plan } {
  const tickets = { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'], 'REVU-3': ['TKT-3'] };
  const { 'REVU-1': one, 'REVU-2': two, 'REVU-3': three } = tickets;
  const { world, plan: a } = smallWorld([{ members: tickets, csvTickets: { 'REVU-2': 9 } }]);
  const { plan: b } = smallWorld([{ members: { 'REVU-2': two, 'REVU-1': one, 'REVU-3': three } }]);
  return { world, a, b };
}
