import type { Reply } from '../../kit/reply.ts';
import { conflict, forbidden, internalError, notFound, tooManyRequests, unauthenticated } from '../http/problems.ts';
import type { DisturbanceDo } from './fault.ts';

const BAD_GATEWAY = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** The answer of a fault that keeps the request from being handled at all; null for every other fault. */
export function cannedReply(what: DisturbanceDo): Reply | null {
  switch (what.kind) {
    case '500-before':
      return internalError().reply;
    case '502-html':
      return { status: 502, body: BAD_GATEWAY };
    case '429':
      return tooManyRequests({
        seconds: what.retryAfter ?? 1,
        bodySeconds: what.bodyRetryAfter ?? what.retryAfter ?? 1,
        place: what.in ?? 'both',
      }).reply;
    case '401':
      return unauthenticated(what.type ?? 'unauthenticated').reply;
    case '403':
      return forbidden().reply;
    case '404':
      return notFound().reply;
    case '409':
      return conflict().reply;
    default:
      return null;
  }
}
