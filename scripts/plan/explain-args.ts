import { parseArgs } from 'node:util';
import { PROFILE_NAMES } from '../../contacts/profiles/profiles.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { MatchArgs } from '../match/match-args.ts';
import { PLANNING_OPTIONS, planningOf, READING_USAGE, readingOf } from './csv-args.ts';
import { regionOf } from './region-of.ts';
import type { CsvInput } from './start-args.ts';

export const EXPLAIN_USAGE: string = `Explains one cluster: what each rule compared, why it decided or was skipped, and what merging would lose.

With two rows of a file: each step of the weight that matching gives them, and what keeps them apart or out of the auto band.

Usage: ./scripts/explain.ts CLUSTER [RUN] [options]           npm run explain -- CLUSTER …
       ./scripts/explain.ts A [B] --csv FILE --model FILE     npm run explain -- A B --csv FILE

  CLUSTER              its id or the first digits of it (4 or more), or the id of one of its contacts
  RUN                  a run whose plan it is in (default: the newest run's, else plans/plan.json of this folder)
  --plan FILE          a plan file instead
  --csv FILE           contacts instead, planned here and now
  --profile NAME       with --csv: its layout: ${PROFILE_NAMES.join(', ')} (default: the one that the header fits)
${READING_USAGE}
  --never-merge FILE   with --csv: pairs that are different people
  A B                  ids of two rows of --csv, as match compares them; A alone with --model: each two of its cluster
  --model FILE         with --csv: weigh by what match --model-out wrote, instead of learning from the file
  --map FILE           with two rows: what the columns hold, as match takes it; so do --decisions, --source-column and --region
  --not                why the two are not together
  --rules FILE         the rules that the plan was made with (default: rules.default.yaml)
  --json               one object on stdout
  --help               this text

It shows contact data. Exit codes: 0 explained, 2 usage or settings, 3 no such cluster or bad input, 6 cannot reach Postgres.
`;

export interface ExplainArgs {
  cluster: string;
  input: { plan: string } | { csv: CsvInput } | { run: string | null };
  rules: string;
  json: boolean;
}

/** Rows of a file, as match compares them. */
export interface ExplainRowsArgs
  extends Pick<MatchArgs, 'csv' | 'encoding' | 'map' | 'decisions' | 'model' | 'sourceColumn' | 'region'> {
  /** One: each two of its cluster. */
  ids: readonly [string] | readonly [string, string];
  /** Why they are not together. */
  isNot: boolean;
  json: boolean;
}

/** Reads the command line; null when it asks for help. Throws UsageError, or what parseArgs throws. */
export function parseExplainArgs(args: string[]): ExplainArgs | ExplainRowsArgs | null {
  const { values, positionals } = parseArgs({
    args,
    options: {
      run: { type: 'string' },
      plan: { type: 'string' },
      ...PLANNING_OPTIONS,
      model: { type: 'string' },
      map: { type: 'string' },
      decisions: { type: 'string' },
      'source-column': { type: 'string' },
      region: { type: 'string' },
      not: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return null;
  const [cluster, ...others] = positionals;
  if (cluster === undefined) throw new UsageError('Which cluster? Give its id, or the id of one of its contacts');
  const { plan, csv, rules, json } = values;
  const rowsOnly = (['model', 'map', 'decisions', 'source-column', 'region', 'not'] as const).filter(
    (name) => values[name] !== undefined && values[name] !== false,
  );
  if (csv !== undefined && plan === undefined && (others.length > 0 || rowsOnly.length > 0)) {
    const [other, ...more] = others;
    if (more.length > 0) throw new UsageError('Expected the ids of two rows, or of one with --model');
    if (values.not && other === undefined)
      throw new UsageError('--not is about two rows: expected the id of another one');
    return {
      ids: other === undefined ? [cluster] : [cluster, other],
      csv,
      ...readingOf(values),
      map: values.map ?? null,
      decisions: values.decisions ?? null,
      model: values.model ?? null,
      sourceColumn: values['source-column'] ?? null,
      region: regionOf(values.region),
      isNot: values.not,
      json,
    };
  }
  const [alone] = rowsOnly;
  if (alone !== undefined) throw new UsageError(`--${alone} is about rows of a file: expected --csv FILE with it`);
  const runs = [...others, ...(values.run === undefined ? [] : [values.run])];
  if (runs.length + [plan, csv].filter((one) => one !== undefined).length > 1) {
    throw new UsageError('Expected one of RUN, --plan and --csv: the cluster is looked for in one plan');
  }
  if (plan !== undefined) return { cluster, input: { plan }, rules, json };
  if (csv === undefined) return { cluster, input: { run: runs[0] ?? null }, rules, json };
  return { cluster, input: { csv: { path: csv, ...planningOf(values), strict: false } }, rules, json };
}
