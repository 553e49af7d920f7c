import type { Reply } from '../../kit/reply.ts';
import type { RetryAfterPlace, Settings } from '../settings.ts';

/** A refusal with its documented body. */
export class ApiError extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`Refused with ${reply.status}`);
    this.name = 'ApiError';
    this.reply = reply;
  }
}

function problem(status: number, type: string, message: string, fields: Record<string, unknown> = {}): ApiError {
  return new ApiError({ status, body: { type, message, ...fields } });
}

/** A 400 of the given type about one field. */
export function badField(type: string, field: string, fields: Record<string, unknown> = {}): ApiError {
  return problem(400, type, `Bad Request: ${field}`, { field_name: field, ...fields });
}

export function badRequest(message: string, type = 'bad_request', fields: Record<string, unknown> = {}): ApiError {
  return problem(400, type, message, fields);
}

export function unauthenticated(type: 'unauthenticated' | 'token_expired' | 'token_revoked'): ApiError {
  return problem(401, type, 'Unauthorized');
}

export function forbidden(): ApiError {
  return problem(403, 'forbidden', 'Forbidden');
}

export function notFound(): ApiError {
  return problem(404, 'not_found', 'Not Found');
}

export function routeNotFound(): ApiError {
  return new ApiError({ status: 404, body: { message: 'route not found' } });
}

export function methodNotAllowed(): ApiError {
  return new ApiError({ status: 405, body: { message: 'method not allowed' } });
}

export function conflict(): ApiError {
  return problem(409, 'conflict', 'Conflict');
}

/** What is in beta is not there in every organization, nor for every token. A 400 is the caller's to make: it names the field. */
export function refuseBeta(kinds: Settings['betaKinds']): void {
  if (kinds === '403') throw forbidden();
  if (kinds === '404') throw notFound();
}

export function tooLarge(maxBytes: number): ApiError {
  return problem(413, 'request_entity_too_large', 'Request Entity Too Large', { max_bytes: maxBytes });
}

export function internalError(): ApiError {
  return problem(500, 'internal_error', 'Internal Server Error', { reference_id: 'sandbox' });
}

export interface TooMany {
  seconds: number;
  place: RetryAfterPlace;
  /** Another number in the body than in the header. */
  bodySeconds?: number;
}

export function tooManyRequests({ seconds, place, bodySeconds = seconds }: TooMany): ApiError {
  const body = { type: 'too_many_requests', message: 'Too Many Requests' };
  const headers = place === 'both' || place === 'header' ? { 'Retry-After': String(seconds) } : {};
  const told = place === 'both' || place === 'body' ? { retry_after: bodySeconds } : {};
  return new ApiError({ status: 429, headers, body: { ...body, ...told } });
}
