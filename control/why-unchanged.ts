import type { Db } from '../store/database.ts';
import type { Refusal } from '../store/decisions/refusals.ts';
import { type Asked, canChange, strategiesOf } from '../store/runs/asked-clusters.ts';
import type { Choice } from '../store/runs/decisions.ts';
import type { Run } from '../store/runs/runs.ts';
import type { Selection } from '../store/runs/selection.ts';
import type { ClusterState } from '../store/types.ts';

/** A cluster that a decision leaves as it is, and where it stands; null: it is not in the run. */
export interface Unchanged {
  cluster: string;
  state: ClusterState | null;
  /** To approve it: whom a person keeps apart. Absent where nobody does. */
  refused?: Refusal;
}

interface Values {
  /** Of the clusters that were named. */
  'none-named-changes': { run: string; choice: Choice; unchanged: Unchanged[] };
  'no-such-strategy': { run: string; strategy: string; strategies: string[] };
  /** `strategy`: null where all clear ones were meant. `states`: how many clusters stand where. */
  'none-left': { run: string; choice: Choice; strategy: string | null; states: [ClusterState, number][] };
}

/** Why a decision would change nothing at all. Words: scripts/cli/refusal-words.ts. */
export type NoneChanges = { [Code in keyof Values]: { code: Code; values: Values[Code] } }[keyof Values];

export interface Decision {
  run: Run;
  choice: Choice;
  asked: Asked;
}

/** The clusters that were named and that the decision leaves as they are. */
export function whyUnchanged({ choice, asked }: Pick<Decision, 'choice' | 'asked'>): Unchanged[] {
  const unchanged = asked.known.filter((cluster) => !canChange(cluster, choice));
  return [
    ...asked.unknown.map((cluster) => ({ cluster, state: null })),
    ...unchanged.map(({ id, state, refused }) => ({
      cluster: id,
      state,
      ...(choice === 'approve' && refused !== null && { refused }),
    })),
  ];
}

/** Why nothing would change at all. */
export async function whyNoneChanges(db: Db, decision: Decision & { selection: Selection }): Promise<NoneChanges> {
  const { choice, selection, asked } = decision;
  const run = decision.run.id;
  if ('clusters' in selection) {
    return { code: 'none-named-changes', values: { run, choice, unchanged: whyUnchanged(decision) } };
  }
  const strategy = 'strategy' in selection ? selection.strategy : null;
  if (strategy !== null && asked.known.length === 0) {
    const strategies = await strategiesOf(db, decision.run);
    return { code: 'no-such-strategy', values: { run, strategy, strategies } };
  }
  return { code: 'none-left', values: { run, choice, strategy, states: countStates(asked) } };
}

function countStates({ known }: Asked): [ClusterState, number][] {
  const counts = new Map<ClusterState, number>();
  for (const { state } of known) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts];
}
