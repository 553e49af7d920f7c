import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import type { Plan } from '../../contacts/plan.ts';
import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import type { Run } from '../../store/runs/runs.ts';
import { type Consents, withConsents } from '../support/consent.ts';
import { createDatabase } from '../support/database.ts';
import type { LentServers } from '../support/lent-servers.ts';
import { openScene, type Scene } from '../support/scene.ts';
import type { ClusterSpec } from '../support/small-world.ts';
import { canaryWorld } from './canary-world.ts';
import { cleanHistory } from './clean-history.ts';

/** Unhurried, so that a busy machine does not get into the histories. */
export const RECORDING_TIMING = { heartbeatMs: 8_000, workflowTaskMs: 8_000 };

/** Servers, and the bundle of the workflows as they are. */
export type RecordingServers = LentServers & { workflowBundle: string };

/** Opens a scene full of canaries on these servers. */
export async function openStage(
  servers: RecordingServers,
  options: { clusters: ClusterSpec[]; sandbox?: SandboxOptions; consents?: Consents; refs?: boolean },
): Promise<Scene> {
  const { temporalAddress, temporalNamespace: namespace } = servers;
  const databaseUrl = await createDatabase(servers.adminDatabaseUrl);
  const { world, plan } = canaryWorld(options.clusters, { refs: options.refs ?? false });
  const scene = await openScene({
    world: options.consents ? withConsents(world, options.consents) : world,
    plan,
    sandbox: options.sandbox ?? {},
    servers: { temporalAddress, namespace, databaseUrl },
  });
  const bundle = { DEDUPE_WORKFLOW_BUNDLE: servers.workflowBundle };
  return {
    ...scene,
    worker: (env) => scene.worker({ ...bundle, ...env }),
    workerHere: (env) => scene.workerHere({ ...bundle, ...env }),
    start: (start = {}) => scene.start({ ...start, timing: { ...RECORDING_TIMING, ...start.timing } }),
  };
}

/** The history of a workflow's latest execution, or of the one given. */
export async function historyOf(scene: Scene, workflowId: string, runId?: string): Promise<string> {
  return cleanHistory(await scene.client.workflow.getHandle(workflowId, runId).fetchHistory());
}

/** The history of the cluster that keeps this contact. */
export function clusterHistory(scene: Scene, { run, primary }: { run: Run; primary: string }): Promise<string> {
  const prefix = `${run.dryRun ? 'dry-' : ''}merge-${run.crm}-${run.org}`;
  return historyOf(scene, `${prefix}-${clusterIdOf(scene.plan, primary)}`);
}

export function clusterIdOf(plan: Plan, primary: string): string {
  const cluster = plan.clusters.find((candidate) => candidate.primary === primary);
  if (cluster === undefined) throw new Error(`No cluster keeps ${primary}`);
  return cluster.id;
}

/** Ids of all executions of a workflow that continued as new, the first one first. */
export async function executionsOf(client: Client, workflowId: string): Promise<string[]> {
  const executions: string[] = [];
  let runId: string | undefined = (await client.workflow.getHandle(workflowId).describe()).runId;
  while (runId) {
    executions.unshift(runId);
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  }
  return executions;
}

/** Whether a pair's journal has a line with this detail. */
export async function hasEvent(scene: Scene, detail: string): Promise<boolean> {
  const rows = await scene.database.db.execute(sql`select 1 from pair_events where detail = ${detail}`);
  return rows.length > 0;
}
