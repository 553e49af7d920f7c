import { DefaultLogger, type Logger as TemporalLogger } from '@temporalio/worker';
import type { Logger } from '../log/logger.ts';

/** Temporal's own messages through our masked logger; its routine is debug to us. */
export function temporalLogger(log: Logger): TemporalLogger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { activityType, workflowType, workflowId, attempt, error } = (meta ?? {}) as Record<string, unknown>;
    const text = error instanceof Error ? error.message : undefined;
    const fields = { activityType, workflowType, workflowId, attempt, error: text };
    if (level === 'ERROR') log.error(fields, message);
    else if (level === 'WARN') log.warn(fields, message);
    else log.debug(fields, message);
  });
}
