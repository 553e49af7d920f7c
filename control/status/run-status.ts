import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { Config } from '../../config/env.ts';
import type { Db } from '../../store/database.ts';
import { typedPairName } from '../../store/ledger/pair-name.ts';
import { type UntrustedSignal, untrustedSignals } from '../../store/orders/codes.ts';
import { type EverythingStop, readEverything } from '../../store/orders/everything.ts';
import { openOrders } from '../../store/orders/open-orders.ts';
import type { Reason, StopBy } from '../../store/reasons.ts';
import { canaryCounts } from '../../store/runs/canary-counts.ts';
import { type ClusterCounts, countClusters } from '../../store/runs/count-clusters.ts';
import { countPairs, type PairCounts } from '../../store/runs/count-pairs.ts';
import { othersWaiting, type WaitingRun } from '../../store/runs/list-runs.ts';
import { type LeftCluster, leftClusters } from '../../store/runs/other-runs.ts';
import { getRun, type Run } from '../../store/runs/runs.ts';
import { type UndecidedCluster, undecidedClusters } from '../../store/runs/undecided.ts';
import {
  type UnfinishedCluster,
  type UnfinishedPair,
  unfinishedClusters,
  unfinishedPairs,
} from '../../store/runs/unfinished.ts';
import type { RunState, UnwrittenReport } from '../../store/types.ts';
import type { RunProgress } from '../../workflows/types.ts';
import { settingsOfOthers } from '../find-run.ts';
import { type WhoFits, whoFits } from '../who-fits.ts';
import { askWorkflow } from './ask-workflow.ts';
import { type ConsentWatch, consentWatches } from './consent-watches.ts';
import { type LiveStatus, liveStatusOf } from './live-status.ts';
import { type BrakeStatus, brakeOf, type CanaryStatus, canaryOf } from './safety.ts';
import { type WaitingStep, waitingSteps } from './waiting-steps.ts';
import { type WaitsFor, waitsFor } from './waits.ts';

export interface RunStatus extends LiveStatus {
  run: string;
  workflowId: string;
  plan: string;
  crm: string;
  organization: string;
  /** Whom the settings are for, where the run is of another organization than theirs; null else. */
  settingsFor: string | null;
  dryRun: boolean;
  /** `lost`: open in the store, but its workflow has ended or is not known. */
  state: RunState | 'lost';
  /** How its workflow ended when it is lost, e.g. `terminated`; `unknown`: Temporal has never heard of it. */
  lostAs: string | null;
  /** What that workflow said itself; null where it said nothing. */
  lostBecause: string | null;
  startedAt: string;
  endedAt: string | null;
  /** Why it ended early, where its state alone does not say; null else. */
  endedBecause: Reason | null;
  /** Where its report should be and is not, and why; null: it is there, or the run is open. */
  unwrittenReport: UnwrittenReport | null;
  waitsFor: WaitsFor;
  /** Steps that do not go on at this moment, with their last failure and when they are tried again. */
  steps: WaitingStep[];
  /** So many contacts' numbers were read otherwise than before, and nobody had seen that, when it was made. */
  changedKeys: number;
  /** Of a plan of a contact base: the complete scan that it was made of. Null: it is none, or of a version of before. */
  scan: { id: number; endedAt: string } | 'unknown' | null;
  /** Merged pairs that do not refuse what they must: each is refused again and looked at until it does. */
  watches: ConsentWatch[];
  /** Who takes its steps; null where it is not open. */
  workers: WhoFits | null;
  /** Why no merge is sent, while the run is paused. */
  pauseReason: string | null;
  /** Who has paused it, and why as data; null where it is not paused, or only the text is known. */
  pausedBy: StopBy | null;
  pauseWhy: Reason | null;
  /** Who has paused all runs of the store, and since when; null: nobody has. */
  everythingPaused: { by: string | null; since: string } | null;
  /** Signals that wanted to approve or resume, and had no code that counts. */
  untrusted: UntrustedSignal[];
  clusters: ClusterCounts;
  pairs: PairCounts;
  /** What a decision is missing for, while the run waits for one: the first of them. */
  undecided: UndecidedCluster[];
  /** What it leaves to runs that were open when it was made. At most `MOST_LISTED`. */
  left: LeftCluster[];
  /** Other runs that wait for a person. At most `MOST_LISTED`. */
  othersWaiting: WaitingRun[];
  /** What needs a person, or another run. At most `MOST_LISTED` of each are listed. */
  unfinished: { pairs: UnfinishedPair[]; clusters: UnfinishedCluster[] };
  /** What the workflow itself says; null when the run has ended or no worker answers. */
  progress: RunProgress | null;
  canary: CanaryStatus;
  brake: BrakeStatus | null;
}

export interface StatusRequest {
  config: Pick<Config, 'crms' | 'taskQueue'>;
  db: Db;
  /** Connects to Temporal when it is needed: a run that has ended is in the store. */
  client: () => Promise<Client>;
  runId: string;
  /** How many of the undecided are listed. @default `MOST_LISTED` */
  listed?: number | undefined;
  /** @default asks Temporal of each cluster in flight */
  stepsOf?: typeof waitingSteps;
}

/** Everything a person wants to know about a run: from the store, and from its workflow while that is open. */
export async function readStatus(request: StatusRequest): Promise<RunStatus> {
  const { config, db, client, runId, listed, stepsOf = waitingSteps } = request;
  const everything = await readEverything(db);
  const read = async (): Promise<Run> => withEverything(await mustGet(db, runId), everything);
  const known = await read();
  const word = known.state === 'open' ? await askWorkflow(await client(), known.workflowId) : null;
  const run = word === null || word.running ? known : await read();
  const lost = run.state === 'open' && word !== null && !word.running;
  const watches = await consentWatches({ db, client }, run);
  const clusters = await countClusters(db, run);
  const progress = word?.progress ?? null;
  const workers = run.state === 'open' && !lost ? await whoFits(db, { ...run, taskQueue: config.taskQueue }) : null;
  const waits = lost ? 'nothing' : waitsFor({ run, clusters, progress, workers });
  return {
    ...identityOf(run),
    settingsFor: await settingsOfOthers({ db, config }, run),
    state: lost ? 'lost' : (run.state as RunState),
    lostAs: lost ? word.status : null,
    lostBecause: lost ? word.because : null,
    waitsFor: waits,
    steps: await stepsWaiting({ db, run, described: word?.described ?? null, watches, client, stepsOf }),
    watches,
    changedKeys: run.options.changedKeys ?? 0,
    scan: run.options.scan ?? null,
    workers,
    ...pauseOf(run),
    everythingPaused: everything.since === null ? null : { by: everything.by, since: everything.since },
    untrusted: await untrustedSignals(db, run.id),
    clusters,
    pairs: await countPairs(db, run),
    undecided: waits === 'decision' ? await undecidedClusters(db, run, { most: listed }) : [],
    left: (clusters.byState['in-other-run'] ?? 0) > 0 ? await leftClusters(db, run) : [],
    othersWaiting: await othersWaiting(db, run.id),
    unfinished: { pairs: await unfinishedPairs(db, { run, lost }), clusters: await unfinishedClusters(db, run) },
    progress,
    ...(await liveStatusOf({ config, db, run, waitsFor: waits, lost, clusters })),
    canary: canaryOf(await canaryCounts(db, run.id), { run, progress }),
    brake: brakeOf({ run, progress }),
  };
}

/** A run that has ended has none of its own; a person may have said a word on one of its pairs all the same. */
async function stepsWaiting(
  request: Required<Pick<StatusRequest, 'db' | 'client' | 'stepsOf'>> & {
    run: Run;
    described: WorkflowExecutionDescription | null;
    watches: readonly ConsentWatch[];
  },
): Promise<WaitingStep[]> {
  const { db, run, described, watches, client, stepsOf } = request;
  const orders = await openOrders(db, run);
  const words = await Promise.all(
    orders.map(async ({ workflowId, key }) => ({
      workflowId,
      pair: await typedPairName(db, key),
      cluster: key.clusterId,
      watch: false,
    })),
  );
  const watching = watches.map(({ workflowId, pair, cluster }) => ({ workflowId, pair, cluster, watch: true }));
  const resolving = [...words, ...watching];
  if (described !== null) return stepsOf(await client(), { run: described, resolving });
  if (resolving.length === 0) return [];
  return client()
    .then((connected) => stepsOf(connected, { run: null, resolving }))
    .catch(() => []);
}

function identityOf(run: Run) {
  return {
    run: run.id,
    workflowId: run.workflowId,
    plan: run.planDigest,
    crm: run.crm,
    organization: run.org,
    dryRun: run.dryRun,
    startedAt: run.createdAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    endedBecause: run.state === 'cancelled' && run.stopWhy?.code === 'store-copied' ? run.stopWhy : null,
    unwrittenReport: run.unwrittenReport,
  };
}

/** A run that goes on by its own word is paused all the same while everything is. */
function withEverything(run: Run, { since }: EverythingStop): Run {
  if (since === null || run.stopAt !== null) return run;
  const stopWhy = { code: 'everything-paused' as const, values: {} };
  return { ...run, stopAt: new Date(since), stopReason: stopWhy.code, stopBy: 'person', stopWhy };
}

function pauseOf(run: Run): Pick<RunStatus, 'pauseReason' | 'pausedBy' | 'pauseWhy'> {
  if (run.state !== 'open' || run.stopAt === null) return { pauseReason: null, pausedBy: null, pauseWhy: null };
  return { pauseReason: run.stopReason, pausedBy: run.stopBy, pauseWhy: run.stopWhy };
}

async function mustGet(db: Db, runId: string): Promise<Run> {
  const run = await getRun(db, runId);
  if (run === null) throw new Error(`Run ${runId} is not in the store`);
  return run;
}
