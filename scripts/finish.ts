#!/usr/bin/env -S node --import tsx
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { parseArgs } from 'node:util';
import { findRun } from '../control/find-run.ts';
import { finishRun } from '../control/finish-run.ts';
import { withControl } from '../control/open-control.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { RUN_HELP, RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';

const HELP = `Lets a run end as soon as its approved clusters have ended. What is undecided is left for a later run of the plan.

Usage: ./scripts/finish.ts [RUN] [--json]      npm run finish -- [RUN] …

${RUN_HELP}
  --json     one object on stdout
  --help     this text

Exit codes: 0 told, 2 usage, settings, or the run has ended, 6 cannot reach Temporal or Postgres.
`;

try {
  const { values, positionals } = parseArgs({ options: RUN_OPTIONS, allowPositionals: true });
  if (values.help) process.stdout.write(HELP);
  else await main({ ...values, name: runNamed(values.run, positionals) });
} catch (error) {
  fail(error);
}

async function main({ name, json }: { name: string | null; json: boolean }): Promise<void> {
  await withControl(settings(), async ({ db, client }) => {
    const run = await findRun(db, name);
    await finishRun({ client: await client(), run });
    const text = `Run ${run.id} ends when its approved clusters have ended. See it: npm run status -- ${run.id} --watch`;
    print({ json, value: { run: run.id, finishing: true }, text });
  });
}
