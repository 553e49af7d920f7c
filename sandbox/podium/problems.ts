import type { Reply } from '../kit/reply.ts';
import type { PodiumSettings } from './settings.ts';

/** A refusal, thrown by whoever handles a request. */
export class Problem extends Error {
  readonly status: number;
  readonly code: keyof typeof NUMBERS;

  constructor(status: number, code: keyof typeof NUMBERS, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The OpenAPI document has integers and tells none of them: these are ours. */
const NUMBERS = {
  bad_request: 1000,
  unauthenticated: 1001,
  unauthorized: 1003,
  resource_not_found: 1004,
  route_not_found: 1005,
  invalid_request_values: 1006,
  invalid_header_version: 1007,
  invalid_cursor: 1008,
  rate_limit: 1029,
  internal_server_error: 1500,
} as const;

export function problemReply({ status, code, message }: Problem, { errorCodes }: PodiumSettings): Reply {
  if (errorCodes === 'html') return { status, body: `<html><body>${status}</body></html>` };
  const shown = errorCodes === 'numbers' ? NUMBERS[code] : code;
  return { status, body: { code: shown, message, moreInfo: 'https://docs.podium.com/' } };
}
