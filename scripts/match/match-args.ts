import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CountryCode } from 'libphonenumber-js/max';
import type { CsvEncoding } from '../../contacts/csv/format/csv-format.ts';
import { UsageError } from '../cli/usage-error.ts';
import { READING_OPTIONS, READING_USAGE, readingOf } from '../plan/csv-args.ts';
import { regionOf } from '../plan/region-of.ts';
import { requireFolder } from '../plan/require-folder.ts';

const DEFAULT_RULES = fileURLToPath(new URL('../../rules.default.yaml', import.meta.url));

export const MATCH_USAGE: string = `Usage: ./scripts/match.ts --csv FILE [options]      npm run match -- --csv FILE [options]

Shows who is the same person in any CSV of contacts, by names, addresses, numbers and dates that need not be equal. Merges
nothing, changes nothing; needs no server and no token. docs/matching.md says what a score means and when to trust it.

  --csv FILE            the contacts, up to some million rows
${READING_USAGE}
  --map FILE            what the columns hold, and what forbids a match: as --map-out writes it. Of an account that forbids, or
                        makes two rows one, capitals, width and spaces at the ends do not count: K7 and k7 are one
  --map-out FILE        write what was found of the columns, to be corrected and given back with --map
  --out FILE            write a plan for start: every cluster of it is in review, and a person approves it by itself or by its
                        band after a sample (docs/matching.md); needs ids and e-mails as the CRM has them
  --crm NAME            with --out: whose contacts they are (default: the one whose export the header is)
  --rules FILE          with --out: the rules (default: rules.default.yaml)
  --never-merge FILE    with --out: CSV of contact_a,contact_b[,reason]: pairs that are different people
  --clusters-out FILE   write one row for each contact: id, cluster, auto, person, band, probability
  --previous FILE       what --clusters-out wrote the last time: persons keep their ids, and what became of them is told
  --decisions FILE      CSV of a,b,word,hash_a,hash_b: what persons have said of two rows. merge: one person while neither has
                        changed; never: two people; unsure: not to be asked again before one has changed. The hashes, which tell
                        that, are filled in here
  --source-column NAME  look for people between the sources that this column names, each of which has one row of a person
  --model-out FILE      write what was learned, to match again alike: no values but those that stand on more than four rows
  --model FILE          weigh by this instead of learning
  --merge-list FILE     write one row for each pair to be merged, with the values to be kept, for a tool that merges
  --max-per-merge N     with --merge-list: so many rows in one merge at most, e.g. 3 for Salesforce
  --html-out FILE       write all that is told here as one page, with charts
  --region XX           the country of telephone numbers without a country code, two letters
  --private             show no cell of the file
  --threads N           compare in so many threads (default: one for each processor, in a large file); the answer is the same
  --memory MIB          refuse a file that needs more (default: half of what is free)
  --json                print one JSON object instead of text
  --help                print this

Exit codes: 0 done, 2 wrong usage, 3 bad input, 130 stopped by Ctrl-C, nothing was written.
`;

/** Files to be written; null: not this one. */
export interface Outputs {
  map: string | null;
  clusters: string | null;
  model: string | null;
  html: string | null;
  mergeList: string | null;
}

export interface MatchArgs {
  csv: string;
  encoding: CsvEncoding | null;
  map: string | null;
  decisions: string | null;
  model: string | null;
  previous: string | null;
  sourceColumn: string | null;
  out: Outputs;
  /** Null: no plan. */
  plan: { out: string; crm: string | null; rules: string; neverMerge: string | null } | null;
  /** Null: any number. */
  mostPerMerge: number | null;
  region: CountryCode | null;
  isPrivate: boolean;
  /** Null: as many as are worth it. */
  threads: number | null;
  /** Null: half of what is free. */
  memoryMiB: number | null;
  json: boolean;
}

/** Reads the command line; null when it asks for help. Throws UsageError, or what parseArgs throws. */
export function parseMatchArgs(args: string[]): MatchArgs | null {
  const { values } = parseArgs({
    args,
    options: {
      csv: { type: 'string' },
      ...READING_OPTIONS,
      map: { type: 'string' },
      'map-out': { type: 'string' },
      'clusters-out': { type: 'string' },
      previous: { type: 'string' },
      decisions: { type: 'string' },
      'source-column': { type: 'string' },
      'model-out': { type: 'string' },
      model: { type: 'string' },
      'merge-list': { type: 'string' },
      'max-per-merge': { type: 'string' },
      'html-out': { type: 'string' },
      out: { type: 'string' },
      crm: { type: 'string' },
      rules: { type: 'string' },
      'never-merge': { type: 'string' },
      region: { type: 'string' },
      private: { type: 'boolean', default: false },
      threads: { type: 'string' },
      memory: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (values.csv === undefined) throw new UsageError('Which contacts? Name their CSV with --csv FILE');
  const plan = planOf(values);
  const { csv, map = null, decisions = null, model = null, previous = null } = values;
  const out: Outputs = {
    map: values['map-out'] ?? null,
    clusters: values['clusters-out'] ?? null,
    model: values['model-out'] ?? null,
    html: values['html-out'] ?? null,
    mergeList: values['merge-list'] ?? null,
  };
  // The persons of the last run may be followed by those of this one.
  const before = previous !== null && previous === out.clusters ? null : previous;
  checkOutputs([csv, map, decisions, model, before], [...Object.values(out), plan?.out ?? null]);
  if (decisions !== null) requireFolder(decisions);
  return {
    csv,
    ...readingOf(values),
    map,
    decisions,
    model,
    previous,
    sourceColumn: values['source-column'] ?? null,
    out,
    plan,
    mostPerMerge: mostPerMergeOf(values['max-per-merge'], out),
    region: regionOf(values.region),
    isPrivate: values.private,
    threads: threadsOf(values.threads),
    memoryMiB: memoryOf(values.memory),
    json: values.json,
  };
}

function planOf(values: Partial<Record<'out' | 'crm' | 'rules' | 'never-merge', string>>): MatchArgs['plan'] {
  const { out, crm = null, rules, 'never-merge': neverMerge = null } = values;
  if (out !== undefined) return { out, crm, rules: rules ?? DEFAULT_RULES, neverMerge };
  const alone = (['crm', 'rules', 'never-merge'] as const).find((name) => values[name] !== undefined);
  if (alone !== undefined) throw new UsageError(`--${alone} is for a plan: expected --out FILE with it`);
  return null;
}

function mostPerMergeOf(most: string | undefined, { mergeList }: Outputs): number | null {
  if (most === undefined) return null;
  if (mergeList === null)
    throw new UsageError('--max-per-merge is for a merge list: expected --merge-list FILE with it');
  if (/^\d{1,4}$/.test(most) && Number(most) >= 2) return Number(most);
  throw new UsageError(`--max-per-merge is '${most}', expected a number from 2 on: the row that is kept counts too`);
}

function threadsOf(threads: string | undefined): number | null {
  if (threads === undefined) return null;
  if (/^[1-9]\d?$/.test(threads)) return Number(threads);
  throw new UsageError(`--threads is '${threads}', expected a number from 1 to 99`);
}

function memoryOf(memory: string | undefined): number | null {
  if (memory === undefined) return null;
  if (/^[1-9]\d{0,6}$/.test(memory)) return Number(memory);
  throw new UsageError(`--memory is '${memory}', expected a number of MiB, e.g. 2000`);
}

function checkOutputs(inputs: (string | null)[], outputs: (string | null)[]): void {
  const paths = [...inputs, ...outputs].filter((path) => path !== null).map((path) => resolve(path));
  if (new Set(paths).size < paths.length) {
    throw new UsageError('Two of the files that are read and written are the same, expected different ones');
  }
  for (const path of outputs) if (path !== null) requireFolder(path);
}
