import { errors } from 'undici';
import { CrmError, type CrmErrorKind } from '../errors.ts';
import type { Answer } from './answer.ts';
import { retryAfterMs } from './retry-after.ts';

const KIND_BY_STATUS: Record<number, CrmErrorKind> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  429: 'rate-limited',
};

/** The error for an answer that is not the one asked for, classified by its status alone. */
export function statusError(call: string, answer: Answer): CrmError {
  const { status } = answer;
  const message = `${call}: HTTP ${status}`;
  const retry = status === 429 ? { retryAfterMs: retryAfterMs(answer) } : {};
  return new CrmError({ kind: kindOf(status), status, message, ...retry });
}

function kindOf(status: number): CrmErrorKind {
  if (status >= 500) return 'server';
  if (status >= 400) return KIND_BY_STATUS[status] ?? 'invalid';
  return 'bad-answer';
}

/**
 * The error for a call without a whole answer. Only a short code of the cause is kept: undici's errors hold sockets,
 * and an error's text may hold a URL.
 */
export function networkError(options: { call: string; error: unknown; expired: boolean }): CrmError {
  const { call, error, expired } = options;
  const code = expired ? 'DEADLINE' : codeOf(error);
  const kind = expired ? 'timeout' : networkKind(code);
  return new CrmError({ kind, message: `${call}: no whole answer (${code})`, cause: bareCause(error, code) });
}

function networkKind(code: string): CrmErrorKind {
  if (code === 'ADDRESS_REFUSED') return 'invalid';
  if (code === 'ETIMEDOUT' || code.endsWith('_TIMEOUT')) return 'timeout';
  return code.startsWith('HPE') ? 'bad-answer' : 'unreachable';
}

function codeOf(error: unknown): string {
  if (error instanceof errors.HTTPParserError) return error.code || 'HPE';
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'UNKNOWN';
}

function bareCause(error: unknown, code: string): Error {
  const cause = Object.assign(new Error(code), { code });
  cause.name = error instanceof Error ? error.constructor.name : 'Error';
  return cause;
}
