#!/usr/bin/env -S sh -c 'exec env MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=262144 MALLOC_TRIM_THRESHOLD_=262144 node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: the files it is given; writes only what --help lists, and the hashes of --decisions. Opens no connection, reads no setting.
import { freemem } from 'node:os';
import { recognized } from '../contacts/csv/format/recognize.ts';
import { csvFile } from '../contacts/csv/source.ts';
import { KNOWN_EXPORT_COLUMNS } from '../contacts/profiles/known-exports.ts';
import { printable } from '../contacts/words/printable.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import { matchCsv } from '../matching/host/match-csv.ts';
import { refuseTooLarge } from '../matching/host/memory.ts';
import { personsOf } from '../matching/host/persons.ts';
import { summaryOf } from '../matching/host/summary.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { askKinds } from './match/ask-kinds.ts';
import { MATCH_USAGE, type MatchArgs, parseMatchArgs } from './match/match-args.ts';
import { matchText, type Spent } from './match/match-text.ts';
import { planMatched } from './match/plan-matched.ts';
import { plannedJson, plannedLines } from './match/planned-text.ts';
import { tellProgress } from './match/progress.ts';
import { readInputs } from './match/read-inputs.ts';
import { writeOutputs } from './match/write-outputs.ts';
import { nextOfMatched } from './plan/next-command.ts';

try {
  const args = parseMatchArgs(process.argv.slice(2));
  if (args === null) process.stdout.write(MATCH_USAGE);
  else process.exitCode = await main(args);
} catch (error) {
  fail(error);
}

async function main(args: MatchArgs): Promise<number> {
  const started = performance.now();
  const signal = stoppedByKeys();
  const { csv, encoding, out, plan, region, isPrivate, memoryMiB, threads, json } = args;
  const keepCells = plan !== null || out.mergeList !== null;
  refuseTooLarge(csv, { allowedMiB: memoryMiB ?? freemem() / 2 / 2 ** 20, keepCells });
  const inputs = await readInputs(args);
  const { map, decisions, model, previous } = inputs;
  const source = await recognized(csvFile(csv, { encoding }), []);
  const found = await matchCsv({
    source,
    forPlan: plan !== null,
    keepCells,
    map,
    model,
    sourceColumn: args.sourceColumn,
    ...(decisions !== null && { decisions }),
    known: KNOWN_EXPORT_COLUMNS,
    region,
    threads,
    signal,
    askKinds: askKinds(args),
    onProgress: tellProgress(),
  });
  const persons = personsOf({ ids: found.ids, clusters: found.match.clusters, previous });
  const planned = plan === null ? null : await planMatched({ ...plan, source: csvFile(csv, { encoding }), found });
  const summary = summaryOf(found, { isPrivate, persons: persons.changes });
  const written = await writeOutputs({
    args,
    file: source.name,
    found,
    persons,
    keep: map.keep,
    summary,
    spent: spentSince(started),
  });
  const spent = spentSince(started);
  print({
    json,
    value: { ...summary, ...(planned && { plan: plannedJson(planned) }), ...spent },
    text: [matchText(summary, spent), ...(planned === null ? [] : plannedLines(planned))].join('\n'),
  });
  for (const path of written) say(`Written: ${printable(path)}`);
  if (plan !== null) say(`Next: ${printable(nextOfMatched(plan.out))}`);
  return EXIT.done;
}

function spentSince(started: number): Spent {
  const { user, system } = process.cpuUsage();
  return {
    seconds: (performance.now() - started) / 1000,
    processorSeconds: (user + system) / 1e6,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
}

/** What Ctrl-C stops before anything is written; whoever writes already finishes, so that no file is left half-written. */
function stoppedByKeys(): AbortSignal {
  const stop = new AbortController();
  const reason = Object.assign(new Error('Stopped: nothing was written'), { exitCode: EXIT.interrupted });
  void untilSignal().then(() => stop.abort(reason));
  return stop.signal;
}
