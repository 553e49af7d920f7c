import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Db } from '../store/database.ts';
import { askedClusters, canChange } from '../store/runs/asked-clusters.ts';
import { type Choice, countRecorded, lastDecision } from '../store/runs/decisions.ts';
import type { Run } from '../store/runs/runs.ts';
import type { Selection } from '../store/runs/selection.ts';
import type { DecisionMessage } from '../workflows/messages.ts';
import { Refused } from './refused.ts';
import { refuseEnded, signalRun } from './signal-run.ts';
import { Unreachable } from './unreachable.ts';
import { type Unchanged, whyNoneChanges, whyUnchanged } from './why-unchanged.ts';

export interface DecisionToTell {
  client: Client;
  db: Db;
  run: Run;
  choice: Choice;
  selection: Selection;
  /** Who decides. */
  by: string;
  /**
   * How long to wait until a worker has recorded it.
   *
   * @default 15_000
   */
  timeoutMs?: number;
}

export interface Decided {
  /** How many clusters changed. */
  changed: number;
  /** Clusters that were named and did not change. */
  unchanged: Unchanged[];
}

/** Tells the run, and waits until the store shows the decision. Throws Refused, before anything is said, when no cluster would change. */
export async function tellDecision(request: DecisionToTell): Promise<Decided> {
  const { client, db, run, choice, selection, by, timeoutMs = 15_000 } = request;
  refuseEnded(run);
  const asked = await askedClusters(db, { run, selection });
  const change = asked.known.filter((cluster) => canChange(cluster, choice));
  if (change.length === 0) {
    throw new Refused(`No cluster of run ${run.id} would change`, {
      why: await whyNoneChanges(db, { run, selection, choice, asked }),
      todo: 'all' in selection ? { code: 'name-clusters-in-review', values: {} } : null,
    });
  }
  const after = await lastDecision(db, run.id);
  const message: DecisionMessage = { ...selection, by };
  await signalRun({ client, run, signal: choice, message });
  const ids = change.map((cluster) => cluster.id);
  const changed = await untilRecorded(db, { run, choice, by, ids, after, timeoutMs });
  return { changed, unchanged: 'clusters' in selection ? whyUnchanged({ choice, asked }) : [] };
}

/** A decision is recorded in one transaction: once some of it shows, all of it does. */
async function untilRecorded(
  db: Db,
  word: { run: Run; choice: Choice; by: string; ids: string[]; after: string; timeoutMs: number },
): Promise<number> {
  const { run, ids, choice, by, after } = word;
  const decision = { runId: run.id, choice, by, clusters: ids, after };
  const deadline = Date.now() + word.timeoutMs;
  for (;;) {
    const recorded = await countRecorded(db, decision);
    if (recorded > 0) return recorded;
    if (Date.now() > deadline) {
      throw new Unreachable(
        `Run ${run.id} was told, but no worker has recorded the decision yet: it counts as soon as one does`,
        { todo: { code: 'start-worker', values: {} } },
      );
    }
    await sleep(150);
  }
}
