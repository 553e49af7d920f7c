import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { RunStatus } from '../../control/status/run-status.ts';
import type { StatusHub } from '../../control/status/status-hub.ts';
import { problem } from '../problem.ts';

export interface StatusStream {
  hub: StatusHub;
  runId: string;
  /** What an event has of a status. */
  render: (status: RunStatus) => string;
}

/** Listeners of all runs together. */
const MOST_OPEN = 100;
/** A browser asks again by itself after that: whoever was logged out meanwhile is not let in again. */
const LONGEST_MS = 10 * 60_000;
/** Shorter than the time after which a silent connection is hung up on. */
const BEAT_MS = 15_000;

let open = 0;

/**
 * Server-sent events: `status` whenever a run is read anew and is not what it was, `end` when it is open no more. An event's id is a digest of
 * what it says: who comes back with the last one (`Last-Event-ID`), also to a server that was started anew, is told what is new and nothing twice.
 */
export function streamStatus(c: Context, { hub, runId, render }: StatusStream): Response {
  if (open >= MOST_OPEN) {
    const detail = 'Too many listen to runs already: try again later';
    return problem('away', { detail, headers: { 'retry-after': '10' } });
  }
  open += 1;
  let last = c.req.header('last-event-id') ?? '';
  let stop = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const encoder = new TextEncoder();
      const write = (text: string): boolean => {
        // Who does not read is told a later state when they do: this one is left out.
        if ((controller.desiredSize ?? 0) <= -MOST_WAITING) return false;
        controller.enqueue(encoder.encode(text));
        return true;
      };
      let isOver = false;
      stop = () => {
        if (isOver) return;
        isOver = true;
        open -= 1;
        clearInterval(beat);
        clearTimeout(longest);
        leave();
      };
      const end = (text: string): void => {
        if (isOver) return;
        write(text);
        stop();
        controller.close();
      };
      const beat = setInterval(() => write(': \n\n'), BEAT_MS);
      const longest = setTimeout(() => end('retry: 500\n\n'), LONGEST_MS);
      let leave = (): void => undefined;
      write('retry: 2000\n\n');
      leave = hub.listen(runId, {
        onStatus: (status) => {
          if (isOver) return;
          const data = render(status);
          const id = createHash('sha256').update(data).digest('hex').slice(0, 16);
          if (id === last) return;
          if (write(`id: ${id}\nevent: status\n${data.replaceAll(/^/gm, 'data: ')}\n\n`)) last = id;
        },
        onEnd: () => end('event: end\ndata: \n\n'),
      });
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'x-accel-buffering': 'no',
    },
  });
}

/** Events that wait for who reads slowly. */
const MOST_WAITING = 4;
