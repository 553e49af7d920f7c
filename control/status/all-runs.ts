import type { Client } from '@temporalio/client';
import type { Config } from '../../config/env.ts';
import type { Db } from '../../store/database.ts';
import { countClusters } from '../../store/runs/count-clusters.ts';
import { type ListedRun, listRuns } from '../../store/runs/list-runs.ts';
import { requireRun } from '../../store/runs/runs.ts';
import type { RunState } from '../../store/types.ts';
import { whoFits } from '../who-fits.ts';
import { askWorkflow } from './ask-workflow.ts';
import { type WaitsFor, waitsFor } from './waits.ts';

/** A run as a list shows it. */
export interface RunInList extends Omit<ListedRun, 'state' | 'waitsFor'> {
  /** `lost`: open in the store, but its workflow has ended or is not known. */
  state: RunState | 'lost';
  waitsFor: WaitsFor;
  /** Milliseconds since it was started. */
  ageMs: number;
}

export interface AllRunsRequest {
  config: Pick<Config, 'taskQueue'>;
  db: Db;
  /** Connects to Temporal when a run is open. */
  client: () => Promise<Client>;
}

/** All runs of the store, the oldest first. Of those that are open, their workflows are asked what they wait for. */
export async function allRuns(request: AllRunsRequest): Promise<RunInList[]> {
  const listed = await listRuns(request.db);
  const now = Date.now();
  return Promise.all(
    listed.map(async (row) => ({
      ...row,
      ...(row.state === 'open' ? await liveOf(request, row) : { waitsFor: 'nothing' as const }),
      ageMs: now - Date.parse(row.startedAt),
    })),
  );
}

async function liveOf(
  { config, db, client }: AllRunsRequest,
  { run: id, workflowId }: ListedRun,
): Promise<Pick<RunInList, 'state' | 'waitsFor'>> {
  const word = await askWorkflow(await client(), workflowId);
  const run = await requireRun(db, id);
  if (!word.running) return { state: run.state === 'open' ? 'lost' : run.state, waitsFor: 'nothing' };
  const workers = await whoFits(db, { ...run, taskQueue: config.taskQueue });
  const { progress } = word;
  return { state: run.state, waitsFor: waitsFor({ run, clusters: await countClusters(db, run), progress, workers }) };
}
