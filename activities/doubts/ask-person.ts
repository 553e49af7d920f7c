import { DEFAULT_SHORT_NAMES } from '../../contacts/names/default-short-names.ts';
import { putDoubts, takenInBefore } from '../../store/ledger/doubts.ts';
import type { Reason } from '../../store/reasons.ts';
import { type ClusterFacts, clusterFacts } from '../../store/runs/plans.ts';
import { getRun } from '../../store/runs/runs.ts';
import type { ShownDoubt } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { findDoubts, type Seen } from './find-doubts.ts';

/**
 * Why a person must look at the two before anything is sent: their names are two people's, or one of them is in a state that asks
 * for a look. `others`: members that are to be merged before the duplicate. What is found is put down to be shown. Null where nothing is found, or a person has approved just that.
 */
export async function askPerson(
  deps: Deps,
  { pair, primary, duplicate, others = [] }: { pair: PairRef; primary: Seen; duplicate: Seen; others?: Seen[] },
): Promise<Reason | null> {
  const { runId } = pair.cluster;
  const key = pairKey(pair);
  const { crm } = await deps.crmFor(pair.cluster);
  const run = await getRun(deps.db, runId);
  const plan = await clusterFacts(deps.db, pair.cluster);
  const found = findDoubts({
    primary,
    duplicate,
    before: [...(await takenInBefore(deps.db, key)), ...others],
    shortNames: run?.options.shortNames ?? DEFAULT_SHORT_NAMES,
    ordinaryState: crm.description.ordinaryState,
  });
  const unseen = found.filter((doubt) => !wasInPlan(doubt, plan));
  const [first] = await putDoubts(deps.db, { key, runId, doubts: unseen });
  return first === undefined ? null : reasonOf(first);
}

/** Whoever approved the cluster was shown the same names by the plan. */
function wasInPlan({ kind, seen }: ShownDoubt, { decision, names }: ClusterFacts): boolean {
  return decision === 'review' && kind === 'names' && seen.every(({ contact, says }) => names[contact] === says);
}

/** It goes through histories: names stay out of it. */
function reasonOf({ kind, seen }: ShownDoubt): Reason {
  const contacts = seen.map(({ contact }) => contact);
  if (kind === 'names') return { code: 'names-differ', values: { contacts } };
  return { code: 'states-differ', values: { contacts, states: seen.map(({ says }) => says) } };
}
