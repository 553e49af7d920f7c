import { DEFAULT_SHORT_NAMES } from '../../contacts/names/default-short-names.ts';
import type { ShownCells } from '../../crm/crm.ts';
import { putDoubts, takenInBefore } from '../../store/ledger/doubts.ts';
import type { Reason } from '../../store/reasons.ts';
import { relianceOf } from '../../store/runs/matched.ts';
import { type ClusterFacts, clusterFacts } from '../../store/runs/plans.ts';
import type { ShownDoubt } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { type PairRef, pairKey } from '../pair-ref.ts';
import { changedMatch } from './changed-match.ts';
import { findDoubts, type Seen } from './find-doubts.ts';

export interface ToAsk {
  pair: PairRef;
  primary: Seen;
  duplicate: Seen;
  /** Members that are to be merged before the duplicate. */
  others?: Seen[];
  /** Of the cluster's plan. @default read again */
  facts?: ClusterFacts;
  /** What the CRM shows of members, to compare again by what a matching found them. Absent: that was done before. */
  shown?: ReadonlyMap<string, ShownCells>;
}

/**
 * Why a person must look at the two before anything is sent: their names are two people's, one of them is in a state that asks for a look, or
 * what a matching relied on is not so. What is found is put down to be shown. Null where nothing is found, or a person has approved just that.
 */
export async function askPerson(
  deps: Deps,
  { pair, primary, duplicate, others = [], facts, shown = new Map() }: ToAsk,
): Promise<Reason | null> {
  const { runId } = pair.cluster;
  const key = pairKey(pair);
  const { crm } = await deps.crmFor(pair.cluster);
  const plan = facts ?? (await clusterFacts(deps.db, pair.cluster));
  const found = findDoubts({
    primary,
    duplicate,
    before: [...(await takenInBefore(deps.db, key)), ...others],
    shortNames: plan.options.shortNames ?? DEFAULT_SHORT_NAMES,
    ordinaryState: crm.description.ordinaryState,
  });
  const reliance = shown.size < 2 ? null : await relianceOf(deps.db, pair.cluster);
  const kinds = crm.description.shown?.kinds ?? [];
  const changed = reliance === null ? [] : changedMatch({ reliance, duplicate: duplicate.contactId, shown, kinds });
  const unseen = [...found.filter((doubt) => !wasInPlan(doubt, plan)), ...changed];
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
  if (kind === 'match')
    return {
      code: 'match-changed',
      values: { contacts, fields: [...new Set(seen.flatMap(({ field }) => field ?? []))] },
    };
  return { code: 'states-differ', values: { contacts, states: seen.map(({ says }) => says) } };
}
