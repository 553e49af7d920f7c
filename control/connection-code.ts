const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
];

/** Postgres: who may log in, which database, shutting down, too many connections. */
const POSTGRES = /^(28|3D|57P|53300)/;

/** The code of a failed connection, however deep the error wraps it; null when it is about something else. */
export function connectionCode(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') {
      if (NETWORK.includes(cause.code) || POSTGRES.test(cause.code)) return cause.code;
    }
    if (cause instanceof AggregateError) return connectionCode(cause.errors[0]);
  }
  return null;
}

/**
 * Of the client, gRPC: deadline exceeded, unavailable; of the worker's own connection, which has one name for all. Known by their names,
 * because not every script needs Temporal's libraries.
 */
export function isTemporalAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TransportError') return true;
  if (error.name !== 'ServiceError') return false;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && [4, 14].includes(Number(cause.code));
}
