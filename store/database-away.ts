/** Codes of Node: the connection could not be made, or broke. */
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;
/** Codes of Postgres: connection trouble, a statement that took too long, shutting down or starting, too many connections, who may log in, which database. */
const POSTGRES = /^(08|57014|57P0[1-5]|53300|28|3D)/;
/** What `pg` says without any code. */
const WORDS =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** Whether an error means that the database cannot be reached now, and may be later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = 'code' in error ? String(error.code) : '';
  return NETWORK.test(code) || POSTGRES.test(code) || WORDS.test(error.message) || isDatabaseAway(error.cause);
}
