import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import type { Config } from '../../config/env.ts';
import { NotReachable } from '../../config/not-reachable.ts';
import type { Env } from '../../config/variables.ts';
import { findTemporal } from '../../local/stack/connect.ts';
import { installedTemporal } from '../../local/temporal/binary.ts';
import type { TemporalTarget } from '../../temporal/named-temporal.ts';
import { openClient } from '../../temporal/open-client.ts';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes.ts';
import { EXIT } from '../cli/fail.ts';
import { toldError } from '../cli/todo-words.ts';
import { type Fact, failed } from './finding.ts';

const TIMEOUT_MS = 4_000;
const DAY_MS = 24 * 3_600_000;

/** A worker, as Temporal lists those who asked for work in the last five minutes. */
export interface Poller {
  identity: string;
  lastSeen: number;
}

export interface TemporalFacts {
  target: TemporalTarget;
  version: string;
  /** Null when the server has no such namespace. */
  namespace: {
    /** Search attributes of ours that the server was not told of; null where it does not tell. */
    unknownAttributes: string[] | null;
    retentionDays: number;
    workflows: Poller[];
    activities: Poller[];
  } | null;
}

type Client = Awaited<ReturnType<typeof openClient>>;
type Service = Client['connection']['workflowService'];

/** Connects to the server that scripts would use and asks what the checks need of it. */
export async function temporalFacts({ config, env }: { config: Config; env: Env }): Promise<Fact<TemporalFacts>> {
  let target: TemporalTarget;
  try {
    target = findTemporal(config, env);
  } catch (error) {
    if (!(error instanceof NotReachable)) throw error;
    const finding = failed({ found: toldError(error), todo: await whatUpTakes(env), exit: EXIT.unreachable });
    return { known: null, finding, because: 'no Temporal server' };
  }
  try {
    const { connection } = await openClient(target, TIMEOUT_MS);
    const ask = (): Promise<TemporalFacts> => askServer({ connection, target, taskQueue: config.taskQueue });
    const facts = connection.withDeadline(Date.now() + TIMEOUT_MS, ask);
    return { known: await facts.finally(() => connection.close()) };
  } catch (error) {
    const refused = [7, 16].includes(codeOf(error));
    const found = refused ? `Temporal at '${target.address}' refused us: ${textOf(error)}` : textOf(error);
    const todo = refused
      ? 'see TEMPORAL_NAMESPACE, TEMPORAL_API_KEY and the TLS settings'
      : 'start it, correct TEMPORAL_ADDRESS, or unset it and use the local stack: npm run up';
    const exit = refused ? EXIT.usage : EXIT.unreachable;
    return { known: null, finding: failed({ found, todo, exit }), because: 'Temporal cannot be used' };
  }
}

async function askServer(options: {
  connection: Client['connection'];
  target: TemporalTarget;
  taskQueue: string;
}): Promise<TemporalFacts> {
  const { connection, target, taskQueue } = options;
  const { workflowService: service } = connection;
  const { namespace } = target;
  const { serverVersion } = await service.getSystemInfo({});
  const retentionDays = await readRetention(service, namespace);
  const facts = { target, version: serverVersion || 'of unknown version' };
  if (retentionDays === null) return { ...facts, namespace: null };
  const [unknownAttributes, workflows, activities] = await Promise.all([
    readUnknownAttributes(connection, namespace),
    readPollers({ service, namespace, taskQueue, kind: 1 }),
    readPollers({ service, namespace, taskQueue, kind: 2 }),
  ]);
  return { ...facts, namespace: { unknownAttributes, retentionDays, workflows, activities } };
}

/** Not every server tells everybody: that is no failure. */
async function readUnknownAttributes(connection: Client['connection'], namespace: string): Promise<string[] | null> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return SEARCH_ATTRIBUTES.filter((name) => !Object.hasOwn(customAttributes ?? {}, name));
  } catch {
    return null;
  }
}

/** In days; null when there is no such namespace. */
async function readRetention(service: Service, namespace: string): Promise<number | null> {
  try {
    const { config } = await service.describeNamespace({ namespace });
    return (optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0) / DAY_MS;
  } catch (error) {
    if (codeOf(error) === 5) return null;
    throw error;
  }
}

async function readPollers(options: {
  service: Service;
  namespace: string;
  taskQueue: string;
  /** 1 workflows, 2 activities, as Temporal numbers them. */
  kind: 1 | 2;
}): Promise<Poller[]> {
  const { service, namespace, taskQueue, kind } = options;
  const { pollers } = await service.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: kind,
  });
  return (pollers ?? []).map(({ identity, lastAccessTime }) => ({
    identity: identity ?? '',
    lastSeen: optionalTsToMs(lastAccessTime) ?? 0,
  }));
}

async function whatUpTakes(env: Env): Promise<string> {
  const installed = await installedTemporal(env);
  if (installed) return `npm run up starts ${installed.how}`;
  return 'npm run up has to download or build one first, or install the Temporal CLI: https://docs.temporal.io/cli';
}

/** gRPC's number of what went wrong, or -1. */
function codeOf(error: unknown): number {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : -1;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
