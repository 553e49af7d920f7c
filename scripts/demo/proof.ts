import type { CanonicalState } from '../../sandbox/devrev/canonical-state.ts';
import type { DevrevSandbox } from '../../sandbox/devrev/start.ts';

/** What the practice CRM itself says of the run, whatever our ledger believes. */
export interface Proof {
  /** Merge requests that arrived. */
  requests: number;
  /** Merges in the effect log. */
  applied: number;
  /** Different contacts that were merged away. */
  duplicates: number;
  /** Contacts that were merged away more than once. */
  twice: number;
  tickets: { before: number; after: number; moved: number };
}

export function proveMerges(sandbox: DevrevSandbox, before: CanonicalState): Proof {
  const merges = sandbox.effects().filter(({ kind }) => kind === 'merge');
  const times = new Map<string, number>();
  for (const { duplicate = '' } of merges) times.set(duplicate, (times.get(duplicate) ?? 0) + 1);
  return {
    requests: sandbox.requests().filter(({ path }) => path === 'rev-users.merge').length,
    applied: merges.length,
    duplicates: times.size,
    twice: [...times.values()].filter((count) => count > 1).length,
    tickets: compareTickets(before, sandbox.state()),
  };
}

/** A ticket counts as kept when its content is the same and all whom it names as reporters are there. */
function compareTickets(before: CanonicalState, after: CanonicalState): Proof['tickets'] {
  let kept = 0;
  let moved = 0;
  for (const [id, old] of Object.entries(before.tickets)) {
    const now = after.tickets[id];
    const isKept = now?.content === old.content && now.reportedBy.every((contact) => contact in after.contacts);
    if (!isKept) continue;
    kept += 1;
    if (now.reportedBy.join() !== old.reportedBy.join()) moved += 1;
  }
  return { before: Object.keys(before.tickets).length, after: kept, moved };
}

/** Whether nothing was merged twice and no ticket was lost. */
export function holds({ applied, duplicates, twice, tickets }: Proof): boolean {
  return applied === duplicates && twice === 0 && tickets.after === tickets.before;
}
