import { BASE_PROFILE, planBase } from '../../contacts/base/plan-base.ts';
import { DEFAULT_POLICY } from '../../contacts/base/policy.ts';
import type { Plan } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { connectorOf } from '../../crm/connect.ts';
import { withBaseIndex } from '../../store/base/index-source.ts';
import { regionRules } from '../../store/base/stored-regions.ts';
import { noteQuietNight } from '../../store/nights/last-successes.ts';
import { readSchedules } from '../../store/nights/schedules.ts';
import { mergeKind } from '../../store/proofs/merge-kind.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { createRun, openRunOf, runWorkflowId } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export type PlannedNight =
  /** Nothing is to be merged, or no schedule or scan is there. */
  | { kind: 'quiet' | 'gone' }
  /** The same plan is still at work. */
  | { kind: 'open'; runId: string }
  | { kind: 'run'; runId: string; workflowId: string };

const CANARY = 5;
const WINDOW = 10;
const PAGE = 100;

/** Makes the plan of the last complete scan, and a run of it that starts nothing but what the schedule's row lets start. */
export function planNight(deps: Deps) {
  return ({ schedule }: { schedule: string }): Promise<PlannedNight> =>
    withHeartbeat(async () => {
      const { db } = deps;
      const [row] = await readSchedules(db, schedule);
      if (row === undefined) return { kind: 'gone' };
      const { crm, org, timing, by, name } = row;
      const plan = await planOf(deps, { crm, org });
      if (plan === null) return { kind: 'gone' };
      if (plan.clusters.every(({ decision }) => decision === 'blocked')) {
        await noteQuietNight(db, { crm, org, profile: BASE_PROFILE });
        return { kind: 'quiet' };
      }
      const { description } = connectorOf(crm);
      const client = await deps.crmFor({ crm, org });
      const kind = await mergeKind(db, { crm: { name: crm, description, version: client.crm.version }, org });
      const dryRun = kind === 'none';
      const workflowId = runWorkflowId({ crm, org, digest: plan.digest, dryRun });
      const open = await openRunOf(db, workflowId);
      if (open !== null) return { kind: 'open', runId: open };
      // What deletes for good starts nothing that nobody has looked at.
      const auto = row.approve === 'auto' && kind !== 'emulated';
      const approve = auto ? 'auto' : 'none';
      const options = {
        canary: CANARY,
        window: WINDOW,
        limit: null,
        approve,
        csvDigest: null,
        ...(dryRun && { finish: true as const }),
      } as const;
      const orders = { timing, pageSize: PAGE };
      const run = await createRun(db, { plan, org, dryRun, options, orders });
      if (auto)
        await storeDecision(db, {
          runId: run.id,
          choice: 'approve',
          by: `${by}, by schedule ${name}`,
          selection: { all: true },
        });
      return { kind: 'run', runId: run.id, workflowId };
    });
}

async function planOf({ db }: Deps, owner: { crm: string; org: string }): Promise<Plan | null> {
  return withBaseIndex(db, owner, async (index) => {
    if (index === null) return null;
    const pieces: string[] = [];
    const { lastText } = await planBase({
      ...{ source: index.source, crm: owner.crm, policy: DEFAULT_POLICY, regions: regionRules(index.scan.regions) },
      onCluster: (_, piece) => void pieces.push(piece),
    });
    return parsePlan(pieces.join('') + lastText);
  });
}
