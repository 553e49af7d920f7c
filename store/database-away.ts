/** Codes of Node: the connection could not be made, or broke. */
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;
/** Codes of Postgres: connection trouble, a statement that took too long, shutting down or starting, too many connections, who may log in, which database. */
const POSTGRES = /^(08|57014|57P0[1-5]|53300|28|3D)/;
/** What `pg` says without any code. */
const WORDS =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/**
 * Codes of Postgres for what is its own trouble, whatever was asked: beside those above a standby that may not write, a lost race, no
 * space or memory, locks, an operator, its disk or itself, and rights that were taken from us.
 */
const TROUBLE = /^((08|28|3D|40|53|55|57|58|XX|F0)...|25006|25P0[34]|42501)$/;
/** A statement that its tables do not fit, or that is none: no fault of the database, where it has our schema. */
const MISFIT = /^(42|3F)...$/;
/** Of `pg`, for a connection that brings no answer; and of Postgres, once, for a kept plan of a table that has become another. */
const PASSING = /query read timeout|cached plan must not change/i;

/** Whether an error means that the database cannot be reached now, and may be later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = 'code' in error ? String(error.code) : '';
  return NETWORK.test(code) || POSTGRES.test(code) || WORDS.test(error.message) || isDatabaseAway(error.cause);
}

/** Whether what failed is the database, and not what was asked of it: then all who ask wait for it. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (isDatabaseAway(error)) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return TROUBLE.test(code) || PASSING.test(error.message) || isDatabaseTrouble(error.cause);
}

/** Whether a statement was none that the database's tables fit. A database with the schema of another version refuses so too. */
export function isMisfit(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (MISFIT.test(code) && !TROUBLE.test(code)) || isMisfit(error.cause);
}
