import type { Db } from '../store/database.ts';
import { type Asked, type AskedCluster, canChange, strategiesOf } from '../store/runs/asked-clusters.ts';
import { type Choice, decidedState } from '../store/runs/decisions.ts';
import type { Run } from '../store/runs/runs.ts';
import type { Selection } from '../store/runs/selection.ts';
import type { ClusterState } from '../store/types.ts';

export interface Decision {
  run: Run;
  choice: Choice;
  asked: Asked;
}

/** One sentence for each cluster that the decision leaves as it is. */
export function whyUnchanged({ run, choice, asked }: Decision): string[] {
  const unchanged = asked.known.filter((cluster) => !canChange(cluster, choice));
  return [
    ...asked.unknown.map((id) => `Cluster ${id} is not in run ${run.id}`),
    ...unchanged.map(({ id, state }) => `Cluster ${id} ${standing(state, choice)}`),
  ];
}

/** Why nothing would change at all. */
export async function whyNoneChanges(db: Db, decision: Decision & { selection: Selection }): Promise<string> {
  const { run, choice, selection, asked } = decision;
  if ('clusters' in selection) return whyUnchanged(decision).join('\n');
  if ('strategy' in selection && asked.known.length === 0) {
    const names = (await strategiesOf(db, run)).join(', ');
    return `No cluster of run ${run.id} was decided by strategy '${selection.strategy}'. Its strategies: ${names || 'none'}`;
  }
  const which = 'strategy' in selection ? `cluster of strategy '${selection.strategy}'` : "'auto' cluster";
  const rest = 'strategy' in selection ? '' : '. Clusters in review are named with --cluster or --strategy';
  return `No ${which} of run ${run.id} is left to ${choice}: ${countStates(asked.known)}${rest}`;
}

function standing(state: ClusterState, choice: Choice): string {
  if (state === decidedState(choice)) return `is already ${state}`;
  if (state === 'blocked') return 'is blocked: it may not be merged. The preview says why';
  if (state === 'in-other-run') return 'is left to another run, which was open when this one started. Status names it';
  if (state === 'started') return 'is being merged already';
  return `has already ended as '${state}'`;
}

function countStates(clusters: AskedCluster[]): string {
  const counts = new Map<string, number>();
  for (const { state } of clusters) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${count} ${state}`).join(', ') || 'there is none';
}
