#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { pauseRun } from '../control/stop/pause-run.ts';
import { everything, isEverything } from './cli/everything.ts';
import { RUN_HELP } from './cli/run-args.ts';
import { runVerb } from './cli/run-verb.ts';
import { SCAN_HELP, scanVerb } from './scan/scan-verbs.ts';
import { UNDO_HELP, undoVerb } from './undo/undo-verbs.ts';

const HELP = `Pauses a run: from this moment on it sends no merge. A merge that is on its way is still followed to its end.

Usage: ./scripts/pause.ts [RUN] [--reason TEXT] [--json]      npm run pause -- [RUN] …
       ./scripts/pause.ts --everything --by NAME [--json]

${RUN_HELP}
${SCAN_HELP}
${UNDO_HELP}
  --everything  all runs of the store, those that begin later, and every resolve, until resume --everything
  --by NAME  who says so: recorded. Only for --everything
  --reason   why, for those who look at the run; no contact data, please
  --json     one object on stdout
  --help     this text

Exit codes: 0 paused, 2 usage, settings, or the run has ended, 6 cannot reach Temporal or Postgres.
When only Temporal cannot be reached, the store has the word all the same: no merge is sent.
`;

if (isEverything(process.argv) && !process.argv.includes('--help')) await everything('pause');
else if (!(await scanVerb('pause')) && !(await undoVerb('pause'))) await one();

function one(): Promise<void> {
  return runVerb({
    help: HELP,
    options: { reason: { type: 'string', default: 'by a person' } },
    act: async ({ options: { reason }, ...request }) => {
      const { seq } = await pauseRun({ ...request, reason });
      const text = `Run ${request.run.id} is paused: no merge is sent. Go on: npm run resume -- ${request.run.id}`;
      return { value: { paused: true, seq }, text };
    },
  });
}
