import type { Crm, CrmRelation, FollowingRelation } from '../../crm/crm.ts';

/** One of a CRM's relations, by its name. */
export function relationOf(crm: Crm, name: string): CrmRelation {
  const relation = crm.relations.find((one) => one.name === name);
  if (relation === undefined) throw new Error(`${crm.name} has no relation '${name}'`);
  return relation;
}

/** One whose things follow a merge. */
export function followingOf(crm: Crm, name: string): FollowingRelation {
  const relation = relationOf(crm, name);
  if (relation.merge === 'free') throw new Error(`Nothing of '${name}' follows a merge`);
  return relation;
}
