import type { WorldTicket } from './world.ts';

/** For each contact the number of works that it reports, created or owns: the union, each counted once. */
export function countTickets(tickets: readonly WorldTicket[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { reportedBy, createdBy, ownedBy } of tickets) {
    for (const id of new Set([...reportedBy, createdBy, ...ownedBy])) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
