#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { writeReport } from '../activities/run/write-report.ts';
import { rateLimitsOf } from '../config/crm-settings.ts';
// Touches: DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR, BACKUP_DIR, REPORTS_DIR, DEVREV_RATE_LIMIT; the database they name; writes the run's report.
import { printableText } from '../contacts/words/printable.ts';
import { findRun, settingsOfOthers } from '../control/find-run.ts';
import { withControl } from '../control/open-control.ts';
import { connectorOf } from '../crm/connect.ts';
import { fileBackups } from '../store/backups/file-backups.ts';
import { fail } from './cli/fail.ts';
import { othersRun } from './cli/others-run.ts';
import { say } from './cli/print.ts';
import { reportExit, reportHeadline } from './cli/report-headline.ts';
import { RUN_HELP, RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';

const HELP = `Writes the report of a run as it stands now, and prints where it is and the numbers that matter.

Usage: npm run report [-- RUN --json]

${RUN_HELP}
  --json     print report.json itself
  --help     this text

Exit codes: 0 all done, 2 usage or settings, 4 the run is open, 5 the run was cancelled, or some of its pairs are held,
drifted, skipped, failed or not started, 6 cannot reach Postgres.
`;

try {
  const { values, positionals } = parseArgs({ options: RUN_OPTIONS, allowPositionals: true });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await report({ run: runNamed(values.run, positionals), json: values.json });
} catch (error) {
  fail(error);
}

async function report({ run, json }: { run: string | null; json: boolean }): Promise<number> {
  return withControl(
    settings(),
    async ({ config, db }) => {
      const found = await findRun({ db, config, id: run, asks: false, onlyLooks: true });
      const { id: runId, crm } = found;
      const settingsFor = await settingsOfOthers({ db, config }, found);
      if (settingsFor !== null) say(othersRun(found, settingsFor));
      const { backupDir, reportsDir } = config;
      const rateLimits = rateLimitsOf(config);
      const { description } = connectorOf(crm);
      const backups = fileBackups({ db, root: backupDir });
      const { head, paths } = await writeReport({ db, backups, reportsDir, rateLimits, runId, description });
      if (json) await pipeline(createReadStream(paths['report.json'] ?? ''), process.stdout, { end: false });
      else process.stdout.write(`${printableText(reportHeadline(head, Object.values(paths)))}\n`);
      return reportExit(head);
    },
    { onlyLooks: true },
  );
}
