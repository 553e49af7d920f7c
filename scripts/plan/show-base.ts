import type { Config } from '../../config/env.ts';
import { BASE_IDS } from '../../contacts/base/base-ids.ts';
import type { KeyFault } from '../../contacts/base/contact-keys.ts';
import { baseCsvSource, type RejectedBaseRow } from '../../contacts/base/file/base-csv-source.ts';
import { type BaseChoices, type BasePreview, previewBase } from '../../contacts/base/preview-base.ts';
import type { RegionRules } from '../../contacts/base/regions.ts';
import { BELOW_THRESHOLD, faultText } from '../../contacts/base/shown/dedup-code.ts';
import { csvFile } from '../../contacts/csv/source.ts';
import { readNeverMerge } from '../../contacts/planning/never-merge.ts';
import { readRules } from '../../contacts/rules/rules.ts';
import { counted } from '../../contacts/words/counted.ts';
import { printable, printableJson, printableText } from '../../contacts/words/printable.ts';
import { connectorOf } from '../../crm/connect.ts';
import type { ChangedKeys } from '../../store/base/changed-keys.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { PreviewBaseArgs } from './base-args.ts';
import { changedText } from './changed-text.ts';
import { type IndexFacts, indexText } from './index-facts.ts';

interface Shown extends BasePreview {
  crm: string;
  /** Null: from a file. */
  scan: IndexFacts | null;
  /** Numbers that are read otherwise than when they were stored. */
  changedKeys: ChangedKeys | null;
  rejected: RejectedBaseRow[];
}

/** Shows what a contact base would merge, from a file of ours or from the last complete scan. Prints it, and which files were written. */
export async function showBase(args: PreviewBaseArgs, config: () => Config): Promise<void> {
  const { crm, file, region, json } = args;
  if (connectorOf(crm).description.scans !== true) {
    throw new UsageError(`Contacts of ${crm} come from its own export: npm run preview -- --csv FILE`);
  }
  const { shortNames, roleAddresses } = await readRules(args.rules);
  const neverMerge = args.neverMerge === null ? new Map() : await readNeverMerge(csvFile(args.neverMerge), BASE_IDS);
  const { threshold, crossLocation } = args;
  const policy = { threshold, crossLocation, shortNames, roleAddresses, neverMerge };
  const choices: BaseChoices = { ...args, policy };
  const shown = file === null ? await fromIndex(choices, { region, config }) : await fromFile(file, choices, region);
  const { lines: _, ...facts } = shown;
  process.stdout.write(`${json ? printableJson(facts) : printableText(textOf(shown, args))}\n`);
  for (const path of [args.out, args.byHand, args.review]) {
    if (path !== null) process.stderr.write(`Written: ${printable(path)}\n`);
  }
}

async function fromFile(path: string, choices: BaseChoices, region: RegionRules['region']): Promise<Shown> {
  const source = baseCsvSource(csvFile(path));
  const regions = { locations: new Map(), regions: new Map(), region };
  const preview = await previewBase({ ...choices, source, regions });
  return { ...preview, crm: choices.crm, scan: null, changedKeys: null, rejected: source.rejected };
}

/** Loaded only here: a file needs no database. */
async function fromIndex(
  choices: BaseChoices,
  { region, config }: { region: RegionRules['region']; config: () => Config },
): Promise<Shown> {
  const { previewIndex } = await import('./preview-index.ts');
  return { ...(await previewIndex(choices, { region, config: config() })), crm: choices.crm, rejected: [] };
}

function textOf(
  {
    contacts,
    clusters,
    pairs,
    faults,
    errors,
    scan,
    changedKeys,
    rejected,
    unknownNeverMerge,
    lines,
    planDigest,
  }: Shown,
  { limit }: PreviewBaseArgs,
): string {
  const all = clusters.auto + clusters.review + clusters.blocked;
  const blocked = clusters.blocked === 0 ? '' : `, ${clusters.blocked} blocked`;
  return [
    ...(scan === null ? [] : [indexText(scan)]),
    `${counted(contacts, 'contact')}, ${counted(all, 'cluster')} of who shares a phone: ${clusters.auto} auto, ${clusters.review} review${blocked}; ${counted(pairs, 'pair')}`,
    ...(Object.entries(faults) as [KeyFault, number][]).map(
      ([fault, count]) => `Phones that are no key, for a person: ${count} ${faultText(fault)}`,
    ),
    ...(errors[BELOW_THRESHOLD] === undefined
      ? []
      : [`Less sure than the threshold: ${counted(errors[BELOW_THRESHOLD], 'cluster')} (${BELOW_THRESHOLD})`]),
    ...rejected.map(
      ({ line, column, problem }) => `Rejected: line ${line}${column === null ? '' : `, ${column}`}: ${problem}`,
    ),
    ...unknownNeverMerge.map((uid) => `${uid} is in a never-merge pair and is no contact of these`),
    ...changedText(changedKeys),
    ...lines,
    ...(all > limit ? ['', `… and ${all - limit} more: --limit ${all}`] : []),
    '',
    `Plan ${planDigest}`,
  ].join('\n');
}
