import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CountryCode } from 'libphonenumber-js/max';
import { DEFAULT_THRESHOLD } from '../../contacts/base/confidence.ts';
import { UsageError } from '../cli/usage-error.ts';
import { crossLocationOf, thresholdOf, whole } from './base-policy-args.ts';
import { regionOf } from './region-of.ts';
import { requireFolder } from './require-folder.ts';

export const PREVIEW_BASE_USAGE: string = `Usage: ./scripts/preview.ts --crm NAME [FILE] [options]

Shows who shares a phone in a whole contact base, how sure that is, and what would be merged. Merges nothing.

  FILE                 what scan --csv-out wrote: then no server and no token is needed (default: the last complete scan)
  --region XX          the country of numbers without a country code (default: that of the scan)
  --threshold N        the least confidence that is not for a person, 0 to 100 (default: ${DEFAULT_THRESHOLD})
  --cross-location X   contacts of different places: review or auto_merge (default: review)
  --never-merge FILE   CSV of contact_a,contact_b[,reason]: pairs that are different people
  --rules FILE         short names and addresses of roles (default: rules.default.yaml)
  --out FILE           write the plan, to start a dry run with
  --by-hand FILE       write a CSV that a person works through in the CRM, step by step
  --review FILE        write the clusters for a person, one JSON object per line
  --limit N            show so many clusters (default: 50)
  --json               print one JSON object instead of text
  --help               print this

It shows contact data. Exit codes: 0 done, 2 wrong usage or settings, 3 bad input, 6 cannot reach Postgres.
`;

export interface PreviewBaseArgs {
  crm: string;
  /** Null: the last complete scan. */
  file: string | null;
  region: CountryCode | null;
  threshold: number;
  crossLocation: 'review' | 'auto_merge';
  neverMerge: string | null;
  rules: string;
  out: string | null;
  byHand: string | null;
  review: string | null;
  limit: number;
  json: boolean;
}

/** Reads the command line; null when it asks for help. Throws UsageError, or what parseArgs throws. */
export function parsePreviewBaseArgs(args: string[]): PreviewBaseArgs | null {
  const { values, positionals } = parseArgs({
    args,
    options: {
      crm: { type: 'string', default: '' },
      region: { type: 'string' },
      threshold: { type: 'string', default: String(DEFAULT_THRESHOLD) },
      'cross-location': { type: 'string', default: 'review' },
      rules: { type: 'string', default: fileURLToPath(new URL('../../rules.default.yaml', import.meta.url)) },
      'never-merge': { type: 'string' },
      out: { type: 'string' },
      'by-hand': { type: 'string' },
      review: { type: 'string' },
      limit: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return null;
  if (positionals.length > 1) throw new UsageError(`Expected one file, got ${positionals.length}`);
  const files = { out: values.out ?? null, byHand: values['by-hand'] ?? null, review: values.review ?? null };
  const named = [positionals[0], values['never-merge'], ...Object.values(files)].filter(
    (path) => path !== undefined && path !== null,
  );
  if (new Set(named).size < named.length)
    throw new UsageError('Two of the files are the same, expected different ones');
  for (const path of Object.values(files)) requireFolder(path);
  return {
    crm: values.crm,
    file: positionals[0] ?? null,
    region: regionOf(values.region),
    threshold: thresholdOf(values.threshold),
    crossLocation: crossLocationOf(values['cross-location']),
    neverMerge: values['never-merge'] ?? null,
    rules: values.rules,
    ...files,
    limit: whole('--limit', values.limit, 1_000_000),
    json: values.json,
  };
}
