#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name. Changes nothing.
import { parseArgs } from 'node:util';
import { withControl } from '../control/open-control.ts';
import { allRuns } from '../control/status/all-runs.ts';
import { lastSuccesses } from '../store/nights/last-successes.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { runsText } from './runs/run-lines.ts';

const HELP = `Lists all runs, the oldest first, with state, age and what each waits for, and when each profile was gone through to the end.

Usage: ./scripts/runs.ts [--json]      npm run runs -- …

  --json     one object on stdout
  --help     this text

Exit codes: 0 listed, 2 usage or settings, 6 cannot reach Temporal or Postgres.
`;

try {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) process.stdout.write(HELP);
  else await main(values.json);
} catch (error) {
  fail(error);
}

async function main(json: boolean): Promise<void> {
  await withControl(
    settings(),
    async (control) => {
      const value = { runs: await allRuns(control), successes: await lastSuccesses(control.db) };
      print({ json, value, text: runsText(value, Date.now()) });
    },
    { onlyLooks: true },
  );
}
