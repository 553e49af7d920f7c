import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseScanOfPlan, type ScanOfPlan, scanOfPlanPath } from '../../contacts/base/scan-of-plan.ts';
import { datesText } from '../../contacts/csv/dates.ts';
import { formatText, isPlain } from '../../contacts/csv/format/csv-format.ts';
import { readTextFile } from '../../contacts/csv/read-text-file.ts';
import { csvFile } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { DEFAULT_SHORT_NAMES } from '../../contacts/names/default-short-names.ts';
import type { Plan } from '../../contacts/plan.ts';
import { brokenExport } from '../../contacts/planning/broken-export.ts';
import { cleanedText } from '../../contacts/planning/cleaned-text.ts';
import { readNeverMerge } from '../../contacts/planning/never-merge.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { type PlanFromCsvOptions, planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { parseRowsRead, type RowsRead, rowsRead, rowsReadPath } from '../../contacts/planning/rows-read.ts';
import { saveRejected } from '../../contacts/preview/rejected-file.ts';
import { extraColumnsText } from '../../contacts/preview/text.ts';
import { findProfile, recognizedContacts } from '../../contacts/profiles/profiles.ts';
import { type Rules, readRules } from '../../contacts/rules/rules.ts';
import { say } from '../cli/print.ts';
import { brokenError } from './broken-words.ts';
import type { CsvInput, StartArgs } from './start-args.ts';

export interface LoadedPlan {
  plan: Plan;
  /** The fields that carry consent, from the rules; none: consent is not checked. */
  consent: Rules['consent'];
  /** Given names and their short forms, where the rules have a list of their own. */
  shortNames: Rules['shortNames'] | null;
  /** The CSV and its SHA-256; null for a plan file. */
  csv: { path: string; digest: string } | null;
  /** What became of the CSV's rows; null where nobody has said. */
  rowsRead: RowsRead | null;
  /** The scan that the contacts of a base are of; null where nobody has said. */
  scan: ScanOfPlan | null;
}

/** The plan of the file that the command line names. Throws InputError. */
export async function loadPlan(input: StartArgs['input']): Promise<LoadedPlan> {
  if ('plan' in input) {
    const plan = parsePlan(await readTextFile(input.plan), basename(input.plan));
    return {
      plan,
      ...fromRules(await readRules(input.rules)),
      csv: null,
      rowsRead: parseRowsRead(await besidePlan(rowsReadPath(input.plan)), plan.digest),
      scan: parseScanOfPlan(await besidePlan(scanOfPlanPath(input.plan)), plan.digest),
    };
  }
  const { path, strict } = input.csv;
  const options = await csvOptions(input.csv);
  const { plan, ...found } = await planFromCsv(options);
  const { csvDigest, rejected, cleaned, format, dates, extraColumns } = found;
  const isAsUsual = isPlain(format) && dates === null;
  if (!isAsUsual) say(`${basename(path)}: read as ${formatText(format)}${datesText(dates)}`);
  for (const line of extraColumnsText(extraColumns)) say(`${basename(path)}: ${line}`);
  const { rejectedOut = null, maxRejected } = input.csv;
  if (rejectedOut !== null) await saveRejected(rejectedOut, { source: options.source, findings: found });
  if (rejected.length > 0) {
    const problem = `${rejected.length} of its rows are rejected`;
    const todo = `see which: npm run preview -- --csv ${path}`;
    if (strict) throw new InputError({ file: basename(path), problem: `${problem}, and --strict allows none`, todo });
    say(`${basename(path)}: ${problem} and left out; ${todo}`);
  }
  const broken = brokenExport(found, maxRejected);
  if (broken !== null) throw brokenError(path, broken);
  for (const line of cleanedText(basename(path), cleaned)) say(line);
  const csv = { path, digest: csvDigest };
  return { plan, ...fromRules(options.rules), csv, rowsRead: rowsRead(plan.digest, found), scan: null };
}

/** What `preview --out` has written beside the plan. Whoever takes only the plan along loses an account, nothing else. */
export function besidePlan(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

function fromRules({ consent, shortNames }: Rules): Pick<LoadedPlan, 'consent' | 'shortNames'> {
  return { consent, shortNames: isDeepStrictEqual(shortNames, DEFAULT_SHORT_NAMES) ? null : shortNames };
}

/** What planning a CSV needs. */
export async function csvOptions({
  path,
  rules,
  neverMerge,
  encoding,
  dates,
  ...named
}: CsvInput): Promise<PlanFromCsvOptions> {
  const source = await recognizedContacts(csvFile(path, { encoding, dates }));
  const profile = await findProfile(source, named.profile);
  return {
    source,
    profile,
    rules: await readRules(rules),
    neverMerge: neverMerge === null ? new Map() : await readNeverMerge(csvFile(neverMerge), profile),
  };
}
