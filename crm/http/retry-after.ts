import type { IncomingHttpHeaders } from 'node:http';
import { jsonObject } from './json.ts';

const DEFAULT_MS = 30_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long a 429 asks us to wait, in ms: the `Retry-After` header (seconds or an HTTP date, RFC 9110 10.2.3), else `retry_after`
 * (seconds) of DevRev's body, else 30 s. At most 15 minutes; "now" counts as one second; what makes no sense is skipped.
 */
export function retryAfterMs(answer: { headers: IncomingHttpHeaders; body: Uint8Array; now?: number }): number {
  // undici gives a list when a gateway has added a second header of the name.
  const header = [answer.headers['retry-after']].flat()[0];
  const asked = fromHeader(header, answer.now ?? Date.now()) ?? fromSeconds(jsonObject(answer.body)?.retry_after);
  if (asked === null) return DEFAULT_MS;
  return asked === 0 ? SHORTEST_MS : Math.min(asked, LONGEST_MS);
}

function fromHeader(header: string | undefined, now: number): number | null {
  if (header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  if (!Number.isNaN(seconds)) return fromSeconds(seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function fromSeconds(seconds: unknown): number | null {
  return typeof seconds === 'number' && seconds >= 0 ? Math.ceil(seconds * 1000) : null;
}
