/** A merge that is done, as the ledger has it. Display ids; `doneAt` in ISO 8601. */
export interface DoneMerge {
  clusterId: string;
  primaryId: string;
  duplicateId: string;
  runId: string;
  doneAt: string;
}

/** The newest first: each is taken back before what it was built on. */
export function undoOrder<Merge extends Pick<DoneMerge, 'doneAt' | 'clusterId' | 'duplicateId'>>(
  merges: readonly Merge[],
): Merge[] {
  return [...merges].sort(
    (a, b) =>
      compared(b.doneAt, a.doneAt) || compared(a.clusterId, b.clusterId) || compared(a.duplicateId, b.duplicateId),
  );
}

/**
 * The later merges that took the survivor of this one away, and theirs in turn: what must be taken back before it, in the order in which it
 * must be. Empty where the survivor stands. `merges`: those that are not taken back.
 */
export function mergesBefore(merge: Pick<DoneMerge, 'primaryId'>, merges: readonly DoneMerge[]): DoneMerge[] {
  const chain: DoneMerge[] = [];
  for (let id = merge.primaryId; ; ) {
    const next = merges.find(({ duplicateId }) => duplicateId === id);
    // A contact is consumed once: a circle is no chain of ours.
    if (next === undefined || chain.includes(next)) return chain.reverse();
    chain.push(next);
    id = next.primaryId;
  }
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
