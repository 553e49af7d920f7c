import { ConfigError } from '../config/config-error.ts';
import { InputError } from '../contacts/input-error.ts';
import { RunIsOpen } from '../control/run-is-open.ts';
import { NotReachable } from '../local/not-reachable.ts';
import { mask } from '../log/mask.ts';
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
  interrupted: 130,
} as const;

/** Prints what went wrong, masked, and ends the process with the code that fits. */
export function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${mask(message)}\n`);
  if (exitCode(error) === EXIT.unexpected && error instanceof Error)
    process.stderr.write(`${mask(error.stack ?? '')}\n`);
  process.exit(exitCode(error));
}

function exitCode(error: unknown): number {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof RunIsOpen) return EXIT.usage;
  if (error instanceof InputError) return EXIT.input;
  if (error instanceof NotReachable) return EXIT.unreachable;
  if (error instanceof Error && 'code' in error) {
    if (String(error.code).startsWith('ERR_PARSE_ARGS')) return EXIT.usage;
    if (['ECONNREFUSED', 'ENOTFOUND', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED'].includes(String(error.code)))
      return EXIT.unreachable;
  }
  return EXIT.unexpected;
}
