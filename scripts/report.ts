#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { writeReport } from '../activities/run/write-report.ts';
import { rateLimitsOf } from '../config/crm-settings.ts';
// Touches: DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR, BACKUP_DIR, REPORTS_DIR, DEVREV_RATE_LIMIT; the database they name; writes the run's report.
import { printableJson, printableText } from '../contacts/words/printable.ts';
import { findRun, settingsOfOthers } from '../control/find-run.ts';
import { withControl } from '../control/open-control.ts';
import { connectorOf } from '../crm/connect.ts';
import { fileBackups } from '../store/backups/file-backups.ts';
import { ledgerLines } from '../store/reports/ledger-lines.ts';
import { EXIT, fail } from './cli/fail.ts';
import { othersRun } from './cli/others-run.ts';
import { say } from './cli/print.ts';
import { reportExit, reportHeadline } from './cli/report-headline.ts';
import { RUN_HELP, RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Writes the report of a run as it stands now, and prints where it is and the numbers that matter.

Usage: ./scripts/report.ts [RUN] [--json | --ledger]      npm run report -- …

${RUN_HELP}
  --json     print report.json itself
  --ledger   print all that the ledger has of the run, a line of JSON each, and write nothing: its pairs with the digests of
             their backups, and every step of each in order. Ids and codes, no contact's data
  --help     this text

Exit codes: 0 all done, or the ledger is printed, 2 usage or settings, 4 the run is open, 5 the run was cancelled, or some of its pairs are held,
drifted, skipped, failed or not started, 6 cannot reach Postgres.
`;

try {
  const options = { ...RUN_OPTIONS, ledger: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { json, ledger } = values;
  if (values.help) process.stdout.write(HELP);
  else if (json && ledger)
    throw new UsageError('--json prints the report, --ledger what it was made of: give one of them');
  else process.exitCode = await report({ run: runNamed(values.run, positionals), json, ledger });
} catch (error) {
  fail(error);
}

async function report({ run, json, ledger }: { run: string | null; json: boolean; ledger: boolean }): Promise<number> {
  return withControl(
    settings(),
    async ({ config, db }) => {
      const found = await findRun({ db, config, id: run, asks: false, onlyLooks: true });
      const { id: runId, crm } = found;
      const settingsFor = await settingsOfOthers({ db, config }, found);
      if (settingsFor !== null) say(othersRun(found, settingsFor));
      if (ledger) {
        await pipeline(linesOf(ledgerLines(db, found)), process.stdout, { end: false });
        return EXIT.done;
      }
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

function linesOf(lines: AsyncIterable<object>): Readable {
  return Readable.from(
    (async function* () {
      for await (const line of lines) yield `${printableJson(line)}\n`;
    })(),
  );
}
