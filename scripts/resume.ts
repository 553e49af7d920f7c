#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEVREV_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name, and the CRM where nobody
// has asked it yet whose the token is.
import { resumeRun } from '../control/stop/pause-run.ts';
import { everything, isEverything } from './cli/everything.ts';
import { RUN_HELP } from './cli/run-args.ts';
import { runVerb } from './cli/run-verb.ts';
import { SCAN_HELP, scanVerb } from './scan/scan-verbs.ts';
import { UNDO_HELP, undoVerb } from './undo/undo-verbs.ts';

const HELP = `Lets a paused run go on. When it had paused by itself, this accepts what had gone wrong until now.

Usage: ./scripts/resume.ts [RUN] [--json]      npm run resume -- [RUN] …
       ./scripts/resume.ts --everything [--json]

${RUN_HELP}
${SCAN_HELP}
${UNDO_HELP}
  --everything  lifts pause --everything: a run that is paused itself stays so
  --json     one object on stdout
  --help     this text

Exit codes: 0 it goes on, 2 usage, settings, or the run has ended, 6 cannot reach Temporal or Postgres.
`;

if (isEverything(process.argv) && !process.argv.includes('--help')) await everything('resume');
else if (!(await scanVerb('resume')) && !(await undoVerb('resume'))) await one();

function one(): Promise<void> {
  return runVerb({
    help: HELP,
    asks: true,
    act: async (request) => {
      const { seq } = await resumeRun(request);
      const text = `Run ${request.run.id} goes on. See it: npm run status -- ${request.run.id} --watch`;
      return { value: { paused: false, seq }, text };
    },
  });
}
