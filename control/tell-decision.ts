import type { Client } from '@temporalio/client';
import type { Db } from '../store/database.ts';
import { askedClusters, canChange } from '../store/runs/asked-clusters.ts';
import { type Choice, storeDecision } from '../store/runs/decisions.ts';
import type { Run } from '../store/runs/runs.ts';
import type { Selection } from '../store/runs/selection.ts';
import { Refused } from './refused.ts';
import { refuseEnded, signalRun } from './signal-run.ts';
import { type Unchanged, whyNoneChanges, whyUnchanged } from './why-unchanged.ts';

export interface DecisionToTell {
  /** Connects to Temporal when it is needed: after the store has the decision. */
  client: () => Promise<Client>;
  db: Db;
  run: Run;
  choice: Choice;
  selection: Selection;
  /** Who decides. */
  by: string;
}

export interface Decided {
  /** How many clusters changed. */
  changed: number;
  /** Clusters that were named and did not change. */
  unchanged: Unchanged[];
}

/**
 * Records the decision, and then wakes the run: no worker need be up. Throws Refused, before anything is written, when no cluster would
 * change; the run is woken all the same, since it may have missed the time before.
 */
export async function tellDecision(request: DecisionToTell): Promise<Decided> {
  const { db, run, choice, selection, by } = request;
  refuseEnded(run);
  const asked = await askedClusters(db, { run, selection });
  if (!asked.known.some((cluster) => canChange(cluster, choice))) {
    await wake(request).catch(() => undefined);
    throw new Refused(`No cluster of run ${run.id} would change`, {
      why: await whyNoneChanges(db, { run, selection, choice, asked }),
      todo: 'all' in selection ? { code: 'name-clusters-in-review', values: {} } : null,
    });
  }
  const changed = await storeDecision(db, { runId: run.id, choice, by, selection });
  await wake(request);
  return { changed: changed.length, unchanged: 'clusters' in selection ? whyUnchanged({ choice, asked }) : [] };
}

async function wake({ client, run }: DecisionToTell): Promise<void> {
  await signalRun({ client: await client(), run, signal: 'wake' });
}
