#!/usr/bin/env -S node --import tsx
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { parseArgs } from 'node:util';
import { findRun } from '../control/find-run.ts';
import { withControl } from '../control/open-control.ts';
import { pauseRun } from '../control/pause-run.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { RUN_HELP, RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';

const HELP = `Pauses a run: from this moment on it sends no merge. A merge that is on its way is still followed to its end.

Usage: ./scripts/pause.ts [RUN] [--reason TEXT] [--json]      npm run pause -- [RUN] …

${RUN_HELP}
  --reason   why, for those who look at the run; no contact data, please
  --json     one object on stdout
  --help     this text

Exit codes: 0 paused, 2 usage, settings, or the run has ended, 6 cannot reach Temporal or Postgres.
When only Temporal cannot be reached, the store has the word all the same: no merge is sent.
`;

try {
  const { values, positionals } = parseArgs({
    options: { ...RUN_OPTIONS, reason: { type: 'string', default: 'by a person' } },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else await main({ ...values, name: runNamed(values.run, positionals) });
} catch (error) {
  fail(error);
}

async function main({ name, reason, json }: { name: string | null; reason: string; json: boolean }): Promise<void> {
  await withControl(settings(), async (control) => {
    const run = await findRun(control.db, name);
    const { seq } = await pauseRun({ ...control, run, reason });
    const text = `Run ${run.id} is paused: no merge is sent. Go on: npm run resume -- ${run.id}`;
    print({ json, value: { run: run.id, paused: true, seq }, text });
  });
}
