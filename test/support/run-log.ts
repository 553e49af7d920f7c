import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LogLine {
  step: string;
  msg: string;
  /** The failure's type. */
  error?: string;
  /** What a step that is done came to. */
  result?: string;
  duplicate?: string;
  /** The version of the database's schema. */
  schema?: number;
}

/** What a worker with this log folder has written about a run, in order. */
export function runLog(folder: string, runId: string): LogLine[] {
  const path = join(folder, `${runId}.log`);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LogLine);
}
