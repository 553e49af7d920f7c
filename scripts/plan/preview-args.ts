import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CountryCode } from 'libphonenumber-js/max';
import type { Config } from '../../config/env.ts';
import { PROFILE_NAMES } from '../../contacts/profiles/profiles.ts';
import { listed } from '../../contacts/words/listed.ts';
import { UsageError } from '../cli/usage-error.ts';
import {
  PLANNING_OPTIONS,
  type Planning,
  planningOf,
  READING_USAGE,
  REJECTING_OPTIONS,
  REJECTING_USAGE,
  type Rejecting,
  rejectingOf,
} from './csv-args.ts';
import { regionOf } from './region-of.ts';
import { requireFolder } from './require-folder.ts';

export const PREVIEW_USAGE: string = `Usage: ./scripts/preview.ts --csv FILE [options]
       ./scripts/preview.ts --crm NAME [FILE] [options]   a whole contact base: --crm NAME --help

Reads a CSV of contacts and shows what would be merged, and why. Merges nothing; needs no server and no token.

  --csv FILE           the contacts (default: CSV_INPUT_PATH)
  --profile NAME       the layout of the CSV: ${PROFILE_NAMES.join(', ')} (default: the one that the header fits)
${READING_USAGE}
  --rules FILE         names of accounts and bots, e-mails to leave out (default: rules.default.yaml)
  --never-merge FILE   CSV of contact_a,contact_b[,reason]: pairs that are different people
  --kept-apart FILE    JSON of whom earlier decisions keep apart, as a server writes it for its pages: say in --json which
                       clusters wait because of them. The plan is the same: a start lays all decisions over it
  --match              also find who is one person by names, numbers and dates that need not be equal (docs/matching.md):
                       what it adds is in review; what the rules merge stays as it is
  --map FILE           with --match: what the columns hold, as match --map-out writes it
  --decisions FILE     with --match: what persons have said of two contacts, as match reads it (docs/matching.md)
  --region XX          with --match: the country of telephone numbers without a country code, two letters
  --out FILE           write the plan, to start a run with
  --places-out FILE    with --out: write where in the plan's file which cluster stands, as a server needs it for its pages
  --csv-out FILE       write the rows back with Action and Strategy filled in (default: CSV_OUTPUT_PATH): Main and
                       Merge, with a '?' where a person must look, Blocked, Rejected
  --list               list all clusters in review with reason and ids, not only the first
${REJECTING_USAGE}
  --strict             exit 3 and write nothing when a row is rejected
  --json               print one JSON object instead of text
  --help               print this

The time that the calls take follows DEVREV_RATE_LIMIT (default: 45/60s).
Exit codes: 0 done, 2 wrong usage or settings, 3 bad input: a file that cannot be read, or broken as a whole.
`;

export interface PreviewArgs extends Planning, Rejecting {
  csv: string;
  keptApart: string | null;
  /** Null: by e-mail alone. */
  match: { map: string | null; decisions: string | null; region: CountryCode | null } | null;
  out: string | null;
  placesOut: string | null;
  csvOut: string | null;
  /** All clusters in review. */
  list: boolean;
  strict: boolean;
  json: boolean;
}

/** Reads the command line; null when it asks for help. Throws UsageError, or what parseArgs throws. */
export function parsePreviewArgs(args: string[], config: () => Config): PreviewArgs | null {
  const { values } = parseArgs({
    args,
    options: {
      ...PLANNING_OPTIONS,
      'kept-apart': { type: 'string' },
      ...REJECTING_OPTIONS,
      match: { type: 'boolean', default: false },
      map: { type: 'string' },
      decisions: { type: 'string' },
      region: { type: 'string' },
      out: { type: 'string' },
      'places-out': { type: 'string' },
      'csv-out': { type: 'string' },
      list: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { csvInput, csvOutput } = config();
  const csv = values.csv ?? csvInput;
  if (csv === null) throw new UsageError('No CSV to preview: name it with --csv FILE or CSV_INPUT_PATH');
  const planning = planningOf(values);
  const out = values.out ?? null;
  const csvOut = values['csv-out'] ?? csvOutput;
  const placesOut = values['places-out'] ?? null;
  if (placesOut !== null && out === null)
    throw new UsageError('--places-out says where clusters stand in a plan: expected --out with it');
  const rejecting = rejectingOf(values);
  checkOutputs({ csv, out, csvOut, rejectedOut: rejecting.rejectedOut, placesOut });
  const { list, strict, json } = values;
  return {
    csv,
    ...planning,
    ...rejecting,
    keptApart: values['kept-apart'] ?? null,
    match: matchOf(values),
    out,
    placesOut,
    csvOut,
    list,
    strict,
    json,
  };
}

function matchOf(
  values: { match: boolean } & Partial<Record<'map' | 'decisions' | 'region', string>>,
): PreviewArgs['match'] {
  const { match, map, decisions, region } = values;
  if (match) return { map: map ?? null, decisions: decisions ?? null, region: regionOf(region) };
  const alone = (['map', 'decisions', 'region'] as const).find((name) => values[name] !== undefined);
  if (alone !== undefined) throw new UsageError(`--${alone} is for matching: expected --match with it`);
  return null;
}

function checkOutputs({
  csv,
  out,
  csvOut,
  rejectedOut,
  placesOut,
}: Pick<PreviewArgs, 'csv' | 'out' | 'csvOut' | 'rejectedOut' | 'placesOut'>): void {
  const written = { '--out': out, '--csv-out': csvOut, '--rejected-out': rejectedOut, '--places-out': placesOut };
  const outputs = Object.values(written).flatMap((path) => (path === null ? [] : [resolve(path)]));
  if (new Set([resolve(csv), ...outputs]).size <= outputs.length) {
    const rarely = (['--rejected-out', '--places-out'] as const).filter((name) => written[name] !== null);
    throw new UsageError(
      `Two of ${listed(['--csv', '--out', '--csv-out', ...rarely])} are the same file, expected different ones`,
    );
  }
  for (const path of outputs) requireFolder(path);
}
