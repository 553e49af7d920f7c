#!/usr/bin/env -S node --import tsx
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { parseArgs } from 'node:util';
import { findRun } from '../control/find-run.ts';
import { withControl } from '../control/open-control.ts';
import { resumeRun } from '../control/pause-run.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { RUN_HELP, RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';

const HELP = `Lets a paused run go on. When it had paused by itself, this accepts what had gone wrong until now.

Usage: ./scripts/resume.ts [RUN] [--json]      npm run resume -- [RUN] …

${RUN_HELP}
  --json     one object on stdout
  --help     this text

Exit codes: 0 it goes on, 2 usage, settings, or the run has ended, 6 cannot reach Temporal or Postgres.
`;

try {
  const { values, positionals } = parseArgs({ options: RUN_OPTIONS, allowPositionals: true });
  if (values.help) process.stdout.write(HELP);
  else await main({ ...values, name: runNamed(values.run, positionals) });
} catch (error) {
  fail(error);
}

async function main({ name, json }: { name: string | null; json: boolean }): Promise<void> {
  await withControl(settings(), async (control) => {
    const run = await findRun(control.db, name);
    const { seq } = await resumeRun({ ...control, run });
    const text = `Run ${run.id} goes on. See it: npm run status -- ${run.id} --watch`;
    print({ json, value: { run: run.id, paused: false, seq }, text });
  });
}
