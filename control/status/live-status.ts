import { budgetScope, settingsOf } from '../../config/crm-settings.ts';
import type { Config } from '../../config/env.ts';
import type { Db } from '../../store/database.ts';
import { type RateUse, readRateUse } from '../../store/rate/use.ts';
import type { ClusterCounts } from '../../store/runs/count-clusters.ts';
import { clustersInFlight } from '../../store/runs/in-flight.ts';
import type { Run } from '../../store/runs/runs.ts';
import { runWork } from '../../store/runs/work.ts';
import { etaOf } from './eta.ts';
import { type ClusterInFlight, inFlightOf } from './in-flight.ts';
import { type Wait, type WaitsFor, waitsOf } from './waits.ts';

/** What goes on at this moment. Nothing does in a run that has ended. */
export interface LiveStatus {
  /** Of the token in our settings; null without one. */
  budget: RateUse | null;
  /** Milliseconds until what is approved has ended; null when unknown. */
  etaMs: number | null;
  /** Clusters in flight, the longest first. `status --json` names them so. */
  lanes: ClusterInFlight[];
  /** What the run waits for, with the reason. */
  waits: Wait[];
}

/** From Postgres alone: no call to the CRM. */
export async function liveStatusOf(known: {
  config: Pick<Config, 'crms'>;
  db: Db;
  run: Run;
  waitsFor: WaitsFor;
  lost: boolean;
  clusters: Pick<ClusterCounts, 'approved'>;
}): Promise<LiveStatus> {
  const { db, run, waitsFor, lost, clusters } = known;
  if (run.state !== 'open' || lost) return { budget: null, etaMs: null, lanes: [], waits: [] };
  const settings = settingsOf(known.config, run.crm);
  const { token, rateLimit: limit } = settings;
  const scope = budgetScope(run.crm, settings);
  const budget = token === null ? null : await readRateUse(db, { token: token.reveal(), limit, scope });
  const paused = run.stopAt !== null;
  const inFlight = inFlightOf(await clustersInFlight(db, run), { budget, paused });
  const work = await runWork(db, run);
  // Of one that has nothing yet, nobody knows either.
  const goesOn = !paused && waitsFor === 'nothing' && clusters.approved > 0;
  return {
    budget,
    etaMs: etaOf({ work, dryRun: run.dryRun, budget, goesOn, now: Date.now() }),
    lanes: inFlight,
    waits: waitsOf({ waitsFor, pausedBy: run.stopBy, budget, inFlight: inFlight.length }),
  };
}
