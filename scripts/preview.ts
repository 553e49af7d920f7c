#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { settingsOf } from '../config/crm-settings.ts';
import { loadConfig, loadEnvFile } from '../config/env.ts';
import { csvFile } from '../contacts/csv/source.ts';
import { readNeverMerge } from '../contacts/planning/never-merge.ts';
import { previewJson } from '../contacts/preview/json.ts';
import { readKeptApart } from '../contacts/preview/kept-apart-file.ts';
import { preview } from '../contacts/preview/preview.ts';
import { previewText } from '../contacts/preview/text.ts';
import { findProfile, recognizedContacts } from '../contacts/profiles/profiles.ts';
import { readRules } from '../contacts/rules/rules.ts';
/** Shows what a CSV would merge. Reads files and .env; writes only --out, --csv-out and --rejected-out; opens no connection. */
import { printable, printableJson, printableText } from '../contacts/words/printable.ts';
import { connectorOf } from '../crm/connect.ts';
import { readDecisions } from '../matching/host/decisions-file.ts';
import { refuseTooLarge } from '../matching/host/memory.ts';
import { restoringText } from '../pages/undo/restoring-text.ts';
import { EXIT, fail } from './cli/fail.ts';
import { withDecisions } from './match/apart-by-decisions.ts';
import { groupedBeside } from './match/grouped-beside.ts';
import { PREVIEW_BASE_USAGE, parsePreviewBaseArgs } from './plan/base-args.ts';
import { brokenError } from './plan/broken-words.ts';
import { maskedReview } from './plan/masked-review.ts';
import { nextCommand } from './plan/next-command.ts';
import { PREVIEW_USAGE, type PreviewArgs, parsePreviewArgs } from './plan/preview-args.ts';
import { showBase } from './plan/show-base.ts';

try {
  loadEnvFile();
  const given = process.argv.slice(2);
  if (given.some((one) => one === '--crm' || one.startsWith('--crm='))) await showContactBase(given);
  else await showExport(given);
} catch (error) {
  fail(error);
}

async function showExport(given: string[]): Promise<void> {
  const args = parsePreviewArgs(given, loadConfig);
  if (args === null) process.stdout.write(PREVIEW_USAGE);
  else process.exitCode = await show(args);
}

async function showContactBase(given: string[]): Promise<void> {
  const args = parsePreviewBaseArgs(given);
  if (args === null) process.stdout.write(PREVIEW_BASE_USAGE);
  else await showBase(args, loadConfig);
}

async function show({ csv, out, placesOut, csvOut, list, strict, json, ...files }: PreviewArgs): Promise<number> {
  if (files.match !== null) refuseTooLarge(csv, { allowedMiB: null, keepCells: true });
  const source = await recognizedContacts(csvFile(csv, files));
  const profile = await findProfile(source, files.profile);
  const rules = await readRules(files.rules);
  const listedApart = files.neverMerge === null ? new Map() : await readNeverMerge(csvFile(files.neverMerge), profile);
  const decisions = files.match?.decisions == null ? null : await readDecisions(csvFile(files.match.decisions));
  const neverMerge = withDecisions(listedApart, { decisions: decisions ?? [], profile });
  const settings = settingsOf(loadConfig(), profile.crm);
  const moreLists = connectorOf(profile.crm).moreLists?.(settings) ?? 0;
  const { maxRejected, rejectedOut } = files;
  const checks = { strict, maxRejected, rejectedOut };
  const keptApart = files.keptApart === null ? null : readKeptApart(files.keptApart, profile.crm);
  const listed = list ? { listed: Number.POSITIVE_INFINITY } : {};
  const grouping =
    files.match === null ? {} : { grouping: await groupedBeside({ ...files.match, decisions, source, profile }) };
  const summary = maskedReview(
    await preview({
      source,
      rules,
      neverMerge,
      profile,
      out,
      placesOut,
      csvOut,
      ...checks,
      moreLists,
      keptApart,
      ...listed,
      ...grouping,
    }),
  );
  const { rateLimit } = settings;
  const { crm } = profile;
  const lines = [previewText(summary, rateLimit), '', ...restoringText(crm, connectorOf(crm).description)];
  const text = json ? printableJson(previewJson(summary, rateLimit)) : printableText(lines.join('\n'));
  process.stdout.write(`${text}\n`);

  if (rejectedOut !== null) process.stderr.write(`Written: ${printable(rejectedOut)}\n`);
  const { length: rejected } = summary.findings.rejected;
  if (strict && rejected > 0) {
    process.stderr.write(`Rows rejected: ${rejected}. --strict allows none, so nothing was written: correct them\n`);
    return EXIT.input;
  }
  if (summary.broken !== null) {
    process.stderr.write(`${printableText(brokenError(csv, summary.broken).message)}\n`);
    return EXIT.input;
  }
  for (const path of [out, csvOut]) if (path !== null) process.stderr.write(`Written: ${printable(path)}\n`);
  process.stderr.write(`Next: ${printable(nextCommand({ given: process.argv.slice(2), out }))}\n`);
  return EXIT.done;
}
