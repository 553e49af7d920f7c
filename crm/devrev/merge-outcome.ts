import type { IncomingHttpHeaders } from 'node:http';
import type { MergeOutcome } from '../crm.ts';
import { jsonObject } from '../http/json.ts';
import { retryAfterMs } from '../http/retry-after.ts';

/**
 * What an answer to the merge POST proves. DevRev's own 429, a 401 and a 403 prove that it was not
 * taken; every other status proves nothing, a gateway's 429 included, and is found out by reading.
 */
export function outcomeOfAnswer(answer: {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}): MergeOutcome {
  const { status } = answer;
  if (status === 401 || status === 403) return { kind: 'not-sent', why: 'unauthorized', status };
  if (status !== 429 || !isOwnRateLimit(answer)) return { kind: 'answered', status };
  return { kind: 'not-sent', why: 'rate-limited', retryAfterMs: retryAfterMs(answer) };
}

function isOwnRateLimit({ headers, body }: { headers: IncomingHttpHeaders; body: Uint8Array }): boolean {
  const named = Object.keys(headers).some((name) => name === 'retry-after' || name.startsWith('x-ratelimit'));
  return named || jsonObject(body)?.type === 'too_many_requests';
}
