import type { IncomingHttpHeaders } from 'node:http';
import type { MergeConnection, MergeOutcome } from '../crm.ts';
import type { SingleUseClient } from '../http/single-use-client.ts';
import { outcomeOfAnswer } from './merge-outcome.ts';

/** DevRev's answer to a merge is `{}`; an error's body is small. What is beyond this is not read. */
const MOST_BODY_BYTES = 64 * 1024;

export type MergeRequest = Parameters<MergeConnection['send']>[0];

/**
 * Sends the one merge POST. undici calls `onRequestStart` and writes head and body in the same turn (client-h1.js,
 * `writeH1`), so the guard is asked there: no byte leaves before it says yes, and nothing can pass between yes and the write.
 * From that yes on, only a status line can tell anything; without it the outcome is `unknown`.
 */
export function sendMerge(options: {
  connection: SingleUseClient;
  headers: Record<string, string>;
  request: MergeRequest;
}): Promise<MergeOutcome> {
  const { connection, headers, request } = options;
  const body = JSON.stringify({ primary_user: request.primary, secondary_user: request.duplicate });
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
      if (answer !== null) return outcomeOfAnswer({ ...answer, body: Buffer.concat(chunks) });
      if (permitted) return { kind: 'unknown', cause };
      return { kind: 'not-sent', why: refused || cause === 'timeout' ? 'guard' : 'unreachable' };
    };
    const timer = setTimeout(() => settle('timeout'), request.timeoutMs);

    connection.client.dispatch(
      { method: 'POST', path: '/rev-users.merge', headers, body, reset: true },
      {
        onRequestStart: (controller) => {
          const isFirst = !settled && !permitted && !refused;
          if (isFirst && connection.isUsable()) {
            permitted = allows(request.mayWrite);
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
