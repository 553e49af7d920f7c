#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR, DEVREV_API_TOKEN and DEVREV_RATE_LIMIT (whose budget), NO_COLOR,
// TERM; the Postgres and Temporal they name. Changes nothing, and asks the CRM nothing.
import { parseArgs } from 'node:util';
import { findRun } from '../control/find-run.ts';
import { isNightName } from '../control/nights/night-name.ts';
import { withControl } from '../control/open-control.ts';
import { isScanName } from '../control/scan/scan-name.ts';
import { readStatus } from '../control/status/run-status.ts';
import { isUndoName } from '../control/undo/undo-name.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { RUN_HELP, RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';
import { SCAN_HELP, showScan } from './scan/scan-verbs.ts';
import { NIGHT_HELP, showNight } from './schedule/show-night.ts';
import { finalText, statusExit } from './status/end.ts';
import { watch } from './status/watch.ts';
import { showUndo, UNDO_HELP } from './undo/undo-verbs.ts';

const HELP = `Shows how far a run is, what it waits for and what to type next, and the pairs that are not done.

Usage: ./scripts/status.ts [RUN] [--watch] [--json]      npm run status -- [RUN] …

${RUN_HELP}
${SCAN_HELP}
${UNDO_HELP}
${NIGHT_HELP}
  --watch    show it until the run ends: what each cluster in flight does, the share of the rate budget that is used,
             when it ends, what it waits for, canary and brake. Drawn in place on a terminal, in colour unless NO_COLOR
             is set; elsewhere a line for each change, at most one every few seconds. Ctrl-C only detaches
  --json     one object, or with --watch one line for each change, on stdout
  --help     this text

Exit codes: 0 done or running, 2 usage or settings, 4 the run waits for a person (a decision, a resume, a worker,
a step that time does not mend), 5 it ended with held, skipped or failed pairs or without its report, was cancelled or failed, 6 cannot reach
Temporal or Postgres, 130 interrupted: the run goes on.
`;

try {
  const { values, positionals } = parseArgs({
    options: { ...RUN_OPTIONS, watch: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const name = runNamed(values.run, positionals);
  if (values.help) process.stdout.write(HELP);
  else if (isScanName(name)) process.exitCode = await showScan({ name, json: values.json });
  else if (isUndoName(name)) process.exitCode = await showUndo({ name, json: values.json });
  else if (isNightName(name)) process.exitCode = await showNight({ name, json: values.json });
  else process.exitCode = await main({ name, watching: values.watch, json: values.json });
} catch (error) {
  fail(error);
}

async function main({
  name,
  watching,
  json,
}: {
  name: string | null;
  watching: boolean;
  json: boolean;
}): Promise<number> {
  return withControl(
    settings(),
    async (control) => {
      const { id: runId } = await findRun({ ...control, id: name, asks: false, onlyLooks: true });
      if (watching) return watch({ control, runId, json, untilPerson: false });
      const status = await readStatus({ ...control, runId });
      print({ json, value: status, text: finalText(status), isLaidOut: true });
      return statusExit(status);
    },
    { onlyLooks: true },
  );
}
