import type { IncomingHttpHeaders } from 'node:http';
import type { MergeOutcome } from '../crm.ts';
import type { SingleUseClient } from './single-use-client.ts';

/** The answer to a merge is small, and so is an error's body. What is beyond this is not read. */
const MOST_BODY_BYTES = 64 * 1024;

export interface OneRequest {
  method: 'POST' | 'DELETE';
  path: string;
  headers: Record<string, string>;
  /** Absent: none. */
  body?: string;
  timeoutMs: number;
  mayWrite: () => boolean;
  /** What a whole answer proves. */
  outcomeOf: (answer: { status: number; headers: IncomingHttpHeaders; body: Uint8Array }) => MergeOutcome;
}

/**
 * Sends the one request of a merge. undici calls `onRequestStart` and writes head and body in the same turn (client-h1.js,
 * `writeH1`), so the guard is asked there: no byte leaves before it says yes, and nothing can pass between yes and the write.
 * From that yes on, only a status line can tell anything; without it the outcome is `unknown`.
 */
export function sendOnce(connection: SingleUseClient, request: OneRequest): Promise<MergeOutcome> {
  const { method, path, headers, body, timeoutMs, mayWrite, outcomeOf } = request;
  let permitted = false;
  let refused = false;
  let answer: { status: number; headers: IncomingHttpHeaders } | null = null;
  const chunks: Uint8Array[] = [];
  let size = 0;

  return new Promise((resolve) => {
    let settled = false;
    const settle = (withoutAnswer: 'timeout' | 'connection'): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(outcome(withoutAnswer));
    };
    const outcome = (cause: 'timeout' | 'connection'): MergeOutcome => {
      if (answer !== null) return outcomeOf({ ...answer, body: Buffer.concat(chunks) });
      if (permitted) return { kind: 'unknown', cause };
      return { kind: 'not-sent', why: refused || cause === 'timeout' ? 'guard' : 'unreachable' };
    };
    const timer = setTimeout(() => settle('timeout'), timeoutMs);

    connection.client.dispatch(
      { method, path, headers, reset: true, ...(body !== undefined && { body }) },
      {
        onRequestStart: (controller) => {
          const isFirst = !settled && !permitted && !refused;
          if (isFirst && connection.isUsable()) {
            permitted = allows(mayWrite);
            refused = !permitted;
            if (permitted) return;
          }
          controller.abort(new Error('Not sent'));
        },
        onResponseStart: (_controller, status, received) => {
          if (status >= 200) answer = { status, headers: received };
        },
        onResponseData: (_controller, chunk) => {
          size += chunk.byteLength;
          if (size > MOST_BODY_BYTES) settle('connection');
          else chunks.push(chunk);
        },
        onResponseEnd: () => settle('connection'),
        onResponseError: () => settle('connection'),
      },
    );
  });
}

function allows(mayWrite: () => boolean): boolean {
  try {
    return mayWrite();
  } catch {
    return false;
  }
}
