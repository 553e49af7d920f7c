/** How a failed CRM call is to be treated, by HTTP status and transport outcome. */
export type CrmErrorKind =
  | 'unauthorized'
  /** A list's cursor leads nowhere any more: it is read from its beginning. */
  | 'cursor-lost'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'rate-limited'
  | 'server'
  | 'unreachable'
  | 'timeout'
  | 'bad-answer';

/**
 * A failed read or write. The message names method, path and status, never a body, a header or a contact's data.
 * `retryable` is true for what waiting can heal (429, 5xx, resets, time-outs).
 */
export class CrmError extends Error {
  readonly kind: CrmErrorKind;
  readonly status: number | null;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(options: {
    message: string;
    kind: CrmErrorKind;
    status?: number;
    retryAfterMs?: number;
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'CrmError';
    this.kind = options.kind;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.retryable = ['rate-limited', 'server', 'unreachable', 'timeout', 'bad-answer'].includes(options.kind);
  }
}
