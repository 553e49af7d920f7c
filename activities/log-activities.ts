import { activityInfo } from '@temporalio/activity';
import type { RunLogs } from '../log/logger.ts';
import type { LogIds } from './log-ids.ts';

type Activity = (request: never) => Promise<unknown>;

/** Says of every activity which run's log it belongs to, from its own request. */
type LogIdsOf<T extends Record<string, Activity>> = { [Name in keyof T]: (request: Parameters<T[Name]>[0]) => LogIds };

/** Writes every activity's start, end and failure to its run's log: ids, times and kinds of result, never contact data. */
export function logActivities<T extends Record<string, Activity>>(
  activities: T,
  { logs, idsOf }: { logs: RunLogs; idsOf: LogIdsOf<T> },
): T {
  const entries = Object.entries(activities).map(([name, activity]) => {
    const idsOfThis: (request: never) => LogIds = idsOf[name as keyof T];
    const wrapped = async (request: never): Promise<unknown> => {
      const { run, ...ids } = idsOfThis(request);
      const log = logs.of(run).child({ step: name, ...ids, attempt: activityInfo().attempt });
      const started = performance.now();
      try {
        const result = await activity(request);
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

function kindOf(result: unknown): Record<string, unknown> {
  if (typeof result === 'string') return { result };
  if (result === null || typeof result !== 'object') return {};
  const { kind, reason } = result as { kind?: unknown; reason?: unknown };
  return { ...(kind === undefined ? {} : { result: kind }), ...(reason === undefined ? {} : { reason }) };
}
