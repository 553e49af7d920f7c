import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import pretty from 'pino-pretty';
import { mask } from './mask.ts';

export type { Logger };

interface LogOptions {
  level: string;
  secrets?: readonly string[];
  /** Stands in every JSON line. */
  schema?: number;
}

/** Logs to the terminal: readable there, JSON lines elsewhere. Every line is masked on its way out. */
export function terminalLogger(options: LogOptions): Logger {
  const out = process.stderr.isTTY
    ? pretty({
        destination: 2,
        sync: true,
        colorize: process.env.NO_COLOR === undefined,
        ignore: 'pid,hostname,schema',
      })
    : pino.destination({ fd: 2, sync: true });
  return pino(settingsOf(options), masking(out, options.secrets));
}

export interface RunLogs {
  /** The log of one run: JSON lines in `<folder>/<run>.log`, appended by every worker. */
  of(runId: string): Logger;
}

export function openRunLogs(options: LogOptions & { folder: string }): RunLogs {
  const known = new Map<string, Logger>();
  return {
    of: (runId) => {
      const found = known.get(runId);
      if (found) return found;
      mkdirSync(options.folder, { recursive: true, mode: 0o700 });
      const dest = join(options.folder, `${runId.replace(/[^A-Za-z0-9_-]/g, '_')}.log`);
      const out = pino.destination({ dest, append: true, sync: true, mode: 0o600 });
      const logger = pino(settingsOf(options), masking(out, options.secrets));
      known.set(runId, logger);
      return logger;
    },
  };
}

function settingsOf({ level, schema }: LogOptions): LoggerOptions {
  const base = schema === undefined ? null : { schema };
  return { level, base, timestamp: pino.stdTimeFunctions.isoTime };
}

function masking(out: DestinationStream, secrets: readonly string[] = []): DestinationStream {
  return { write: (line) => out.write(mask(line, secrets)) };
}
