import type { Plan } from '../../contacts/plan.ts';

/** The id of the cluster that a contact is in; '' where it is in none. */
export function clusterWith({ clusters }: Plan, contact: string): string {
  return clusters.find(({ members }) => members.some(({ id }) => id === contact))?.id ?? '';
}
