#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEVREV_*, DEDUPE_*, REPORTS_DIR; the Postgres and Temporal they name, and the CRM where
// nobody has asked it yet whose the token is.
import { fail } from './cli/fail.ts';
import { parseUndoArgs, UNDO_USAGE } from './undo/undo-args.ts';
import { undoMerges } from './undo/undo-merges.ts';

try {
  const args = parseUndoArgs(process.argv.slice(2));
  if (args === null) process.stdout.write(UNDO_USAGE);
  else process.exitCode = await undoMerges(args);
} catch (error) {
  fail(error);
}
