import { readFileSync, statSync } from 'node:fs';

/** How long a log is now, so that a server's own lines can be told from those of earlier ones. */
export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The last lines of a log since that size, without Go's stack traces: why a server did not start. */
export function logTail(path: string, since: number, count = 6): string {
  const [text = ''] = readFileSync(path).subarray(since).toString('utf8').split('\ngoroutine ');
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
