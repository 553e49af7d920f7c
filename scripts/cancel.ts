#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { parseArgs } from 'node:util';
import { findRun } from '../control/find-run.ts';
import { withControl } from '../control/open-control.ts';
import { isScanName } from '../control/scan/scan-name.ts';
import type { RunStatus } from '../control/status/run-status.ts';
import { cancelRun } from '../control/stop/cancel-run.ts';
import { isUndoName } from '../control/undo/undo-name.ts';
import { cancelUnknown } from '../control/unknown-runs.ts';
import { getRun } from '../store/runs/runs.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { RUN_HELP, RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';
import { SCAN_HELP, tellScan } from './scan/scan-verbs.ts';
import { watch } from './status/watch.ts';
import { tellUndo, UNDO_HELP } from './undo/undo-verbs.ts';

const HELP = `Cancels a run: no merge is sent any more, a merge that is on its way is followed to its end, the report is written.

Usage: ./scripts/cancel.ts [RUN] [--wait] [--json]      npm run cancel -- [RUN] …

${RUN_HELP}
${SCAN_HELP}
${UNDO_HELP}
  --wait     until the run has ended; Ctrl-C only detaches
  --json     objects on stdout
  --help     this text

Exit codes: 0 told, or with --wait ended as cancelled; 2 usage, settings, or the run has ended; 5 with --wait: a pair
was held, or the run ended otherwise; 6 cannot reach Temporal or Postgres; 130 interrupted while it waited.
`;

try {
  const { values, positionals } = parseArgs({
    options: { ...RUN_OPTIONS, wait: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const name = runNamed(values.run, positionals);
  if (values.help) process.stdout.write(HELP);
  else if (isScanName(name)) await tellScan({ name, word: 'cancel', json: values.json });
  else if (isUndoName(name)) await tellUndo({ name, word: 'cancel', reason: null, json: values.json });
  else process.exitCode = await main({ name, wait: values.wait, json: values.json });
} catch (error) {
  fail(error);
}

async function main({ name, wait, json }: { name: string | null; wait: boolean; json: boolean }): Promise<number> {
  return withControl(settings(), async (control) => {
    if (name !== null && (await getRun(control.db, name)) === null && (await cancelUnknown(control, name))) {
      const text = `Run ${name} is being cancelled, although this database does not know it: there will be no report`;
      print({ json, value: { run: name, cancelling: true, unknown: true }, text });
      return EXIT.done;
    }
    const run = await findRun({ ...control, id: name, asks: false });
    await cancelRun({ ...control, run });
    if (wait) return watch({ control, runId: run.id, json, untilPerson: false, exit: cancelledExit });
    const text = `Run ${run.id} is being cancelled: no merge is sent any more. See it: npm run status -- ${run.id} --watch`;
    print({ json, value: { run: run.id, cancelling: true }, text });
    return EXIT.done;
  });
}

/** Pairs that were never sent are what cancelling is for. */
function cancelledExit({ state, unfinished }: RunStatus): number {
  const sent = unfinished.pairs.filter((pair) => pair.sends > 0).length + unfinished.clusters.length;
  return state === 'cancelled' && sent === 0 ? EXIT.done : EXIT.unfinished;
}
