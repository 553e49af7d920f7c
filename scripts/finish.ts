#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { finishRun } from '../control/stop/finish-run.ts';
import { RUN_HELP } from './cli/run-args.ts';
import { runVerb } from './cli/run-verb.ts';

const HELP = `Lets a run end as soon as its approved clusters have ended. What is undecided is left for a later run of the plan.

Usage: ./scripts/finish.ts [RUN] [--json]      npm run finish -- [RUN] …

${RUN_HELP}
  --json     one object on stdout
  --help     this text

Exit codes: 0 told, 2 usage, settings, or the run has ended, 6 cannot reach Temporal or Postgres.
`;

await runVerb({
  help: HELP,
  act: async ({ client, run }) => {
    await finishRun({ client: await client(), run });
    const text = `Run ${run.id} ends when its approved clusters have ended. See it: npm run status -- ${run.id} --watch`;
    return { value: { finishing: true }, text };
  },
});
