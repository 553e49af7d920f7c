import { ConfigError } from '../../config/config-error.ts';
import { InputError } from '../../contacts/input-error.ts';
import { printableText } from '../../contacts/words/printable.ts';
import { connectionCode, isTemporalAway } from '../../control/connection-code.ts';
import { Refused } from '../../control/refused.ts';
import { RunIsOpen } from '../../control/run-is-open.ts';
import { mask } from '../../log/mask.ts';
import { refusalWords } from './refusal-words.ts';
import { toldError, withTodo } from './todo-words.ts';
import { UsageError } from './usage-error.ts';

/** What every script's exit code means; `--help` prints it. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  input: 3,
  waiting: 4,
  unfinished: 5,
  unreachable: 6,
  differs: 7,
  nightNotOver: 8,
  interrupted: 130,
} as const;

/** Prints what went wrong, masked, and ends the process with the code that fits. */
export function fail(error: unknown): never {
  const code = exitCode(error);
  const text = code === EXIT.unexpected ? unexpected(error) : messageOf(error);
  process.stderr.write(`${mask(printableText(text))}\n`);
  process.exit(code);
}

function exitCode(error: unknown): number {
  if (!(error instanceof Error)) return EXIT.unexpected;
  if ('exitCode' in error && typeof error.exitCode === 'number') return error.exitCode;
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof RunIsOpen) return EXIT.usage;
  if (error instanceof InputError) return EXIT.input;
  if (error.name === 'NamespaceNotFoundError') return EXIT.usage;
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return EXIT.usage;
  return connectionCode(error) !== null || isTemporalAway(error) ? EXIT.unreachable : EXIT.unexpected;
}

/** A query that failed for want of a connection is told by its cause: its own message is the query. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Refused) return withTodo(refusalWords(error), error.todo);
  if (isTemporalAway(error)) return `Temporal does not answer: ${error.message}`;
  const code = connectionCode(error);
  return code === null || 'exitCode' in error ? toldError(error) : `Lost the connection to Postgres (${code})`;
}

function unexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
