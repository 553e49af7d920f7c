import type { Client } from '@temporalio/client';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import type { PlanCluster } from '../../contacts/plan.ts';
import { type Decided, type DecidedSo, decidedParts } from '../../contacts/planning/decided-parts.ts';
import { profileNamed } from '../../contacts/profiles/profiles.ts';
import type { Rules } from '../../contacts/rules/rules.ts';
import type { Db } from '../../store/database.ts';
import { type DecideOutcome, decideOtherwise } from '../../store/decisions/decide.ts';
import { type UndoOutcome, undoDecision } from '../../store/decisions/undo-decision.ts';
import { readPlanCluster } from '../../store/runs/records.ts';
import type { Run } from '../../store/runs/runs.ts';
import { planHead } from '../../store/runs/stored-plan.ts';
import { Refused } from '../refused.ts';
import { refuseEnded, signalRun } from '../signal-run.ts';

export interface ToDecide {
  cluster: PlanCluster;
  said: DecidedSo;
  decided: Decided;
}

/** What would become of a cluster. Changes nothing. Throws Refused where that cannot be. */
export async function tryDecision(
  db: Db,
  { run, clusterId, said, rules }: { run: Run; clusterId: string; said: DecidedSo; rules: Rules },
): Promise<ToDecide> {
  refuseEnded(run);
  const { planDigest } = run;
  const cluster = await readPlanCluster(db, { planDigest, clusterId });
  if (cluster === null) throw new Refused(`Cluster ${clusterId} is not in run ${run.id}`);
  if (cluster.decision === 'blocked') throw new Refused(`Cluster ${clusterId} is blocked: ${cluster.reason}`);
  const { profile: name } = await planHead(db, planDigest);
  const profile = profileNamed(name);
  if (profile === undefined) {
    const base = name === BASE_PROFILE ? ': what each contact takes over goes by its primary' : '';
    throw new Refused(`Clusters of profile '${name}' are approved or rejected as they are${base}`);
  }
  const decided = decidedParts({ cluster, said, profile, rules });
  if ('problem' in decided) throw new Refused(`Nothing was decided. ${decided.problem}`);
  return { cluster, said, decided };
}

export interface TakeDecision extends ToDecide {
  db: Db;
  /** Connects to Temporal when it is needed: after the store has the decision. */
  client: () => Promise<Client>;
  run: Run;
  by: string;
  because: string;
  /** Approves what it makes in the same step. */
  approve: boolean;
}

/** Records the decision, with an approval where that is wanted, and wakes the run. Returns the clusters that it made. Throws Refused. */
export async function takeDecision(request: TakeDecision): Promise<{ decision: number; clusters: string[] }> {
  const { db, client, run, cluster } = request;
  const outcome = await decideOtherwise(db, { ...request, runId: run.id });
  if (!outcome.ok) throw refusalOf(outcome, { run, clusterId: cluster.id });
  await signalRun({ client: await client(), run, signal: 'wake' });
  return { decision: outcome.id, clusters: outcome.clusters };
}

/** Takes back whatever was decided on a cluster, and wakes the run. Throws Refused. */
export async function takeDecisionBack({
  db,
  client,
  run,
  clusterId,
  by,
}: Pick<TakeDecision, 'db' | 'client' | 'run' | 'by'> & { clusterId: string }): Promise<
  Extract<UndoOutcome, { ok: true }>
> {
  const outcome = await undoDecision(db, { runId: run.id, clusterId, by });
  if (!outcome.ok) throw refusalOf(outcome, { run, clusterId });
  await signalRun({ client: await client(), run, signal: 'wake' });
  return outcome;
}

type NotDone = Extract<DecideOutcome | UndoOutcome, { ok: false }>;

/** Why nothing was decided, in words. */
export function refusalOf(outcome: NotDone, { run, clusterId }: { run: Run; clusterId: string }): Refused {
  switch (outcome.because) {
    case 'run-ended':
      return new Refused(`Run ${run.id} has ended`, { todo: { code: 'start-again', values: {} } });
    case 'begun':
      return new Refused(`A pair of cluster ${clusterId} has begun: nothing about it is decided otherwise any more`);
    case 'state':
      return new Refused(
        outcome.state === null
          ? `Cluster ${clusterId} is not in run ${run.id}`
          : `Cluster ${clusterId} is '${outcome.state}': there is nothing to change`,
      );
    case 'kept-apart': {
      const { contacts, decision } = outcome.kept;
      const whose = decision === 0 ? 'by the never-merge file' : `by decision ${decision}`;
      return new Refused(`${contacts.join(' and ')} are kept apart ${whose}: no part may have both`);
    }
  }
}
