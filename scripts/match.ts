#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: the files it is given; writes only --map-out, --clusters-out and --out. Opens no connection, reads no setting.
import { freemem } from 'node:os';
import { recognized } from '../contacts/csv/format/recognize.ts';
import { csvFile } from '../contacts/csv/source.ts';
import { AtomicFile } from '../contacts/preview/atomic-file.ts';
import { KNOWN_EXPORT_COLUMNS } from '../contacts/profiles/known-exports.ts';
import { printable } from '../contacts/words/printable.ts';
import type { MappedColumn } from '../matching/columns/mapping.ts';
import { writeClusters } from '../matching/host/clusters-file.ts';
import { matchCsv } from '../matching/host/match-csv.ts';
import { refuseTooLarge } from '../matching/host/memory.ts';
import { columnMapText, NO_MAP, readColumnMap } from '../matching/host/read-map.ts';
import { summaryOf } from '../matching/host/summary.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { MATCH_USAGE, type MatchArgs, parseMatchArgs } from './match/match-args.ts';
import { matchText } from './match/match-text.ts';
import { planMatched } from './match/plan-matched.ts';
import { plannedJson, plannedLines } from './match/planned-text.ts';

try {
  const args = parseMatchArgs(process.argv.slice(2));
  if (args === null) process.stdout.write(MATCH_USAGE);
  else process.exitCode = await main(args);
} catch (error) {
  fail(error);
}

async function main({
  csv,
  encoding,
  map,
  mapOut,
  clustersOut,
  plan,
  region,
  isPrivate,
  memoryMiB,
  json,
}: MatchArgs): Promise<number> {
  const started = performance.now();
  refuseTooLarge(csv, memoryMiB ?? freemem() / 2 / 2 ** 20);
  const columnMap = map === null ? NO_MAP : await readColumnMap(map);
  const source = await recognized(csvFile(csv, { encoding }), []);
  const found = await matchCsv({
    source,
    forPlan: plan !== null,
    map: columnMap,
    known: KNOWN_EXPORT_COLUMNS,
    region,
  });
  if (mapOut !== null) writeMap(mapOut, found.mapping);
  if (clustersOut !== null) writeClusters(clustersOut, found);
  const planned = plan === null ? null : await planMatched({ ...plan, source: csvFile(csv, { encoding }), found });
  const summary = summaryOf(found, { isPrivate });
  const spent = { seconds: (performance.now() - started) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 };
  print({
    json,
    value: { ...summary, ...(planned && { plan: plannedJson(planned) }), ...spent },
    text: [matchText(summary, spent), ...(planned === null ? [] : plannedLines(planned))].join('\n'),
  });
  for (const path of [mapOut, clustersOut, plan?.out ?? null]) if (path !== null) say(`Written: ${printable(path)}`);
  if (plan !== null) say(`Next: npm run start -- --plan ${printable(plan.out)}`);
  return EXIT.done;
}

function writeMap(path: string, mapping: readonly MappedColumn[]): void {
  const file = new AtomicFile(path);
  try {
    const columns = mapping.map(({ facts, kind, by }) => ({
      header: facts.header,
      kind,
      note: `${Math.round((100 * facts.filled) / facts.rows)} % filled, ${facts.distinct} different; by ${by}`,
    }));
    file.write(columnMapText(columns));
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}
