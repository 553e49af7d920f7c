import type { PairReliance, Plan, PlanCluster, PlanMember } from '../../contacts/plan.ts';
import { withDigest } from '../../contacts/planning/plan-text.ts';
import type { World, WorldContact } from '../../samples/world/world.ts';

/** What a file had of a contact. */
export type FileCells = Partial<Record<'name' | 'email' | 'phone' | 'company', string>>;

export interface MatchedSpec {
  /** By contact. */
  cells: Record<string, FileCells>;
  relies: PairReliance[];
  band?: 'auto' | 'review';
}

/** The plan as a matching would have made it: clusters that the specs speak of have a band, and are in review. By their primary. */
export function matchedPlan(plan: Plan, specs: Record<string, MatchedSpec>): Plan {
  const clusters = plan.clusters.map((cluster) => {
    const spec = specs[cluster.primary];
    return spec === undefined ? cluster : matchedCluster(cluster, spec);
  });
  return withDigest({ crm: plan.crm, profile: 'devrev-contacts', clusters });
}

function matchedCluster(cluster: PlanCluster, { cells, relies, band = 'auto' }: MatchedSpec): PlanCluster {
  const members = cluster.members.map((member): PlanMember => {
    const { name, email, phone, company } = cells[member.id] ?? {};
    const fields = { ...(company && { company }), ...(email && { email }), ...(phone && { phone }) };
    return {
      ...member,
      ...(email && email !== cluster.email && { keys: { emails: [{ written: email, compared: email }] } }),
      ...(name && { name }),
      ...(Object.keys(fields).length > 0 && { fields }),
    };
  });
  return { ...cluster, members, decision: 'review', strategy: 'most-complete', band, score: 0.9999, relies };
}

/** The world with what a file had of its contacts. */
export function withCells(world: World, cells: Record<string, FileCells>): World {
  return {
    ...world,
    contacts: world.contacts.map((one): WorldContact => {
      const { name, email, phone } = cells[one.id] ?? {};
      return {
        ...one,
        fullName: name ?? one.fullName,
        email: email ?? one.email,
        phoneNumbers: phone === undefined ? one.phoneNumbers : [phone],
      };
    }),
  };
}
