import { activityInfo } from '@temporalio/activity';
import type { RunLogs } from '../log/logger.ts';

type Step = (request: never) => Promise<unknown>;

/** Writes every step's start, end and failure to its run's log: ids, times and kinds of result, never contact data. */
export function logged<T extends Record<string, Step>>(steps: T, logs: RunLogs): T {
  const entries = Object.entries(steps).map(([name, step]) => {
    const wrapped = async (request: never): Promise<unknown> => {
      const log = logs.of(runOf(request)).child({ step: name, ...idsOf(request), attempt: activityInfo().attempt });
      const started = performance.now();
      try {
        const result = await step(request);
        log.info({ ms: Math.round(performance.now() - started), ...kindOf(result) }, 'step done');
        return result;
      } catch (error) {
        const failure =
          error instanceof Error ? { error: 'type' in error ? error.type : error.name, text: error.message } : {};
        log.warn({ ms: Math.round(performance.now() - started), ...failure }, 'step failed');
        throw error;
      }
    };
    return [name, wrapped];
  });
  return Object.fromEntries(entries) as T;
}

interface Ids {
  runId?: string;
  clusterId?: string;
  contact?: string;
  duplicate?: string;
  cluster?: { runId?: string; clusterId?: string };
  pair?: Ids;
}

function runOf(request: Ids): string {
  return request.runId ?? request.cluster?.runId ?? request.pair?.cluster?.runId ?? 'resolve';
}

function idsOf(request: Ids): Record<string, string> {
  const cluster = request.clusterId ?? request.cluster?.clusterId ?? request.pair?.cluster?.clusterId;
  const duplicate = request.duplicate ?? request.pair?.duplicate;
  return {
    ...(cluster ? { cluster } : {}),
    ...(duplicate ? { duplicate } : {}),
    ...(request.contact ? { contact: request.contact } : {}),
  };
}

function kindOf(result: unknown): Record<string, unknown> {
  if (typeof result === 'string') return { result };
  if (result === null || typeof result !== 'object') return {};
  const { kind, reason } = result as { kind?: unknown; reason?: unknown };
  return { ...(kind === undefined ? {} : { result: kind }), ...(reason === undefined ? {} : { reason }) };
}
