import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import type { Db } from '../store/database.ts';
import { askedClusters, canChange, explain, explainNone } from '../store/runs/asked-clusters.ts';
import type { Selection } from '../store/runs/clusters.ts';
import type { Run } from '../store/runs/runs.ts';
import type { DecisionMessage } from '../workflows/messages.ts';
import { Refused } from './refused.ts';
import { refuseEnded, signalRun } from './signal-run.ts';
import { Unreachable } from './unreachable.ts';

export interface Decide {
  client: Client;
  db: Db;
  run: Run;
  choice: 'approve' | 'reject';
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
  /** Clusters that were named and did not change, each with the reason. */
  unchanged: string[];
}

/** Tells the run, and waits until the store shows the decision. Throws Refused, before anything is said, when no cluster would change. */
export async function decide(request: Decide): Promise<Decided> {
  const { client, db, run, choice, selection, by, timeoutMs = 15_000 } = request;
  refuseEnded(run);
  const asked = await askedClusters(db, { run, selection });
  const change = asked.known.filter((cluster) => canChange(cluster, choice));
  if (change.length === 0) throw new Refused(await explainNone(db, { run, selection, choice, asked }));
  const [before] = await db.execute<{ id: string }>(
    sql`select coalesce(max(id), 0) as id from decisions where run_id = ${run.id}`,
  );
  const message: DecisionMessage = { ...selection, by };
  await signalRun({ client, run, signal: choice, message });
  const ids = change.map((cluster) => cluster.id);
  const changed = await untilRecorded(db, { run, choice, by, ids, after: before?.id ?? '0', timeoutMs });
  return { changed, unchanged: 'clusters' in selection ? explain({ run, choice, asked }) : [] };
}

/** A decision is recorded in one transaction: once some of it shows, all of it does. */
async function untilRecorded(
  db: Db,
  word: { run: Run; choice: string; by: string; ids: string[]; after: string; timeoutMs: number },
): Promise<number> {
  const deadline = Date.now() + word.timeoutMs;
  for (;;) {
    const [row] = await db.execute<{ n: number }>(sql`
      select count(distinct cluster_id)::int as n from decisions where run_id = ${word.run.id} and id > ${word.after}
        and choice = ${word.choice} and by = ${word.by} and cluster_id in ${word.ids}`);
    if (row !== undefined && row.n > 0) return row.n;
    if (Date.now() > deadline) {
      throw new Unreachable(
        `Run ${word.run.id} was told, but no worker has recorded the decision yet: it counts as soon as one does. Is a worker up? 'npm run worker' starts one`,
      );
    }
    await sleep(150);
  }
}
