import { BASE_PROFILE, planBase } from '../../contacts/base/plan-base.ts';
import { DEFAULT_POLICY } from '../../contacts/base/policy.ts';
import type { Plan } from '../../contacts/plan.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { connectorOf } from '../../crm/connect.ts';
import type { ChangedKeys } from '../../store/base/changed-keys.ts';
import { withBaseIndex } from '../../store/base/index-source.ts';
import { type Scan, scanFacts } from '../../store/base/scans.ts';
import { regionRules } from '../../store/base/stored-regions.ts';
import { noteQuietNight } from '../../store/nights/last-successes.ts';
import type { PlannedNight } from '../../store/nights/planned-night.ts';
import { readSchedules, type StoredSchedule } from '../../store/nights/schedules.ts';
import { runWorkflowId } from '../../store/orders/workflow-ids.ts';
import { mergeKind } from '../../store/proofs/merge-kind.ts';
import { storeDecision } from '../../store/runs/decisions.ts';
import { createRun, openRunOf } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

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
      if (row.pausedAt !== null) return { kind: 'paused' };
      const { crm, org, timing, by, name } = row;
      const planned = await planOf(deps, row);
      if (planned === null) return { kind: 'gone' };
      const { plan, scan, changedKeys } = planned;
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
      // What deletes for good starts nothing that nobody has looked at, and neither does what another reading of numbers may have made.
      const auto = row.approve === 'auto' && kind !== 'emulated' && changedKeys === null;
      const approve = auto ? 'auto' : 'none';
      const options = {
        canary: CANARY,
        window: WINDOW,
        limit: null,
        approve,
        csvDigest: null,
        scan: scanFacts(scan),
        ...(changedKeys && { changedKeys: changedKeys.contacts }),
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

interface PlannedBase {
  plan: Plan;
  scan: Scan;
  /** What nobody has seen yet. */
  changedKeys: ChangedKeys | null;
}

async function planOf({ db }: Deps, schedule: StoredSchedule): Promise<PlannedBase | null> {
  const { crm, threshold, crossLocation } = schedule;
  const policy = { ...DEFAULT_POLICY, crossLocation, ...(threshold !== null && { threshold }) };
  return withBaseIndex(db, schedule, async (index) => {
    if (index === null) return null;
    const pieces: string[] = [];
    const { lastText } = await planBase({
      ...{ source: index.source, crm, policy, regions: regionRules(index.scan.regions) },
      onCluster: (_, piece) => void pieces.push(piece),
    });
    return { plan: parsePlan(pieces.join('') + lastText), scan: index.scan, changedKeys: await index.changed() };
  });
}
