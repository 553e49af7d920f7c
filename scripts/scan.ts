#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: PODIUM_*, TEMPORAL_*, DATABASE_URL or POSTGRES_*, DEDUPE_*; the CRM (whose token), Temporal and Postgres they name; writes the file
// of --csv-out.
import { requireToken, settingsOf } from '../config/crm-settings.ts';
import { findOrganization } from '../control/find-organization.ts';
import { type Control, withControl } from '../control/open-control.ts';
import { Refused } from '../control/refused.ts';
import { runTiming } from '../control/run-timing.ts';
import { findScan } from '../control/scan/scan-name.ts';
import { startScan } from '../control/scan/start-scan.ts';
import { connectorOf } from '../crm/connect.ts';
import { findLastScan } from '../store/base/find-scans.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { followScan } from './scan/follow-scan.ts';
import { regionOf } from './scan/region-before.ts';
import { regionsOf } from './scan/regions-setting.ts';
import { parseScanArgs, SCAN_USAGE, type ScanArgs } from './scan/scan-args.ts';
import { refuseUnknownPlaces, reportScan } from './scan/scan-report.ts';
import { scanExit, scanText } from './scan/scan-words.ts';

try {
  const args = parseScanArgs(process.argv.slice(2));
  if (args === null) process.stdout.write(SCAN_USAGE);
  else process.exitCode = await withControl(settings(), (control) => scan(args, control));
} catch (error) {
  fail(error);
}

async function scan(args: ScanArgs, control: Control): Promise<number> {
  const { crm, full } = args;
  const { config, db } = control;
  const ours = settingsOf(config, crm);
  requireToken(ours);
  if (!connectorOf(crm).description.scans) {
    throw new Refused(`${ours.title} is not scanned: its contacts come from a CSV`);
  }
  const regions = regionsOf(ours);
  const client = await control.client();
  const whose = { crm, org: await findOrganization({ crm, settings: ours, db }) };
  const { region, text: regionText } = await regionOf(db, { whose, given: args.region });
  const before = await findLastScan(db, whose);
  // One that was left in the middle is gone on with.
  const after = before === null ? 0 : before.state === 'open' ? before.id - 1 : before.id;
  await startScan({
    client,
    db,
    ...whose,
    full,
    regions,
    region,
    timing: runTiming(config),
    taskQueue: config.taskQueue,
  });
  if (regionText !== null) say(regionText);
  const opened = async (name: string): Promise<void> => refuseUnknownPlaces(await findScan(db, name), args.locations);
  const status = await followScan(control, { whose, after, opened });
  if (status === null) {
    say('It goes on: npm run status -- SCAN');
    return EXIT.interrupted;
  }
  if (status.state !== 'complete') {
    print({ json: args.json, value: status, text: scanText(status) });
    return scanExit(status);
  }
  const report = await reportScan(db, { status, ...args });
  print({ json: args.json, value: report.value, text: report.text });
  return report.unwritten ? EXIT.unfinished : EXIT.done;
}
