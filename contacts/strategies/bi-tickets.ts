import type { PlanMember } from '../plan.ts';
import { isRounded } from './rounded-ref.ts';
import type { Strategy } from './strategy.ts';

/** Among contacts with one external ref: updated by the BI service, then more tickets. The weakest rule but the last. */
export const biTickets: Strategy = {
  name: 'bi-tickets',
  because: () => 'after the BI flag and the ticket count, among contacts with the same external ref',
  keep: (candidates) => {
    if (!shareOneRef(candidates)) return candidates;
    const flagged = candidates.filter(({ updatedByBi }) => updatedByBi);
    return withMostTickets(flagged.length > 0 ? flagged : candidates);
  },
};

/** Whether flag and count each point to the winner, and to nobody else. */
export function flagAndCountAgree(candidates: readonly PlanMember[], winner: PlanMember): boolean {
  return candidates.every((one) =>
    one === winner ? one.updatedByBi : !one.updatedByBi && one.tickets < winner.tickets,
  );
}

function shareOneRef(candidates: readonly PlanMember[]): boolean {
  const ref = candidates[0]?.externalRef ?? '';
  return ref !== '' && !isRounded(ref) && candidates.every(({ externalRef }) => externalRef === ref);
}

function withMostTickets<T extends PlanMember>(candidates: readonly T[]): T[] {
  const most = candidates.reduce((max, { tickets }) => Math.max(max, tickets), 0);
  return candidates.filter(({ tickets }) => tickets === most);
}
