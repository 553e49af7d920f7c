import { parseArgs } from 'node:util';
import type { Config } from '../../config/env.ts';
import { PROFILE_NAMES } from '../../contacts/profiles/profiles.ts';
import { UsageError } from '../cli/usage-error.ts';
import {
  MOST_SHRUNK,
  PLANNING_OPTIONS,
  type Planning,
  type PlanningValues,
  planningOf,
  READING_USAGE,
  REJECTING_OPTIONS,
  REJECTING_USAGE,
  type Reading,
  type Rejecting,
  rejectingOf,
  share,
} from './csv-args.ts';

export const START_USAGE: string = `Starts a run: backs up and merges the clusters that are approved. Merges cannot be undone by the CRM.

Usage: ./scripts/start.ts (--plan plans/plan.json | --csv FILE) [options]      npm run start -- …

  --plan FILE          a plan as 'npm run preview -- --out FILE' wrote it; an edited one is refused
  --csv FILE           the contacts, planned here and now (default: CSV_INPUT_PATH); not with ENVIRONMENT=production
  --profile NAME       the layout of the CSV: ${PROFILE_NAMES.join(', ')} (default: the one that the header fits)
${READING_USAGE}
  --rules FILE         names of accounts and bots, e-mails to leave out, and, with a plan too, the fields that carry
                       consent (default: rules.default.yaml, which maps none)
  --never-merge FILE   CSV of contact_a,contact_b[,reason]: pairs that are different people
${REJECTING_USAGE}
  --max-shrink N%|off  exit 3 when the export has so much fewer rows than the last real run of its profile and organization
                       read, less the contacts merged since (default: ${MOST_SHRUNK * 100}%)
  --strict             exit 3 when a row of the CSV is rejected
  --preview            show what would happen, and exit
  --dry-run            backups and checks as in a real run, but nothing is written to the CRM; a read-only token will do
  --approve WORD       auto: every cluster with one clear winner starts at once; none (default): nothing before 'approve'
  --canary N           clusters that must all end well before the others start (default: 5)
  --window N           clusters in flight at once (default: 20)
  --limit N            at most so many clusters (default: all that are approved)
  --finish             with --approve auto: end with what is approved; what is undecided is left for a later run
  --yes                do not ask
  --wait               stay until the run ends or waits for a person; Ctrl-C only detaches
  --json               objects on stdout
  --help               this text

The CRM tells whose token it is, and that is checked; it does not tell whether the token may merge. If it may not, the
first merge is refused, nothing is lost, and the run pauses and says so.
Exit codes: 0 started, or with --wait done; 2 usage or settings, no token, another organization, the plan has a run;
3 bad input, or an export that is broken as a whole; 4 with --wait: it waits for a person; 5 with --wait: it ended with
held, skipped or failed pairs; 6 cannot reach the CRM, Temporal or Postgres; 8 another start of this profile and organization is at work still: nothing was
started; 130 interrupted: the run goes on.
`;

export interface CsvInput extends Omit<Planning, keyof Reading>, Partial<Reading & Rejecting> {
  path: string;
  strict: boolean;
}

export interface StartArgs {
  input: { plan: string; rules: string } | { csv: CsvInput };
  /** The share by which there may be fewer rows than last time, from 0 to 1; null: however few there are. @default 0.2 */
  maxShrink?: number | null;
  preview: boolean;
  dryRun: boolean;
  approve: 'auto' | 'none';
  canary: number;
  window: number;
  limit: number | null;
  finish: boolean;
  yes: boolean;
  wait: boolean;
  json: boolean;
}

/** Reads the command line; null when it asks for help. Throws UsageError, or what parseArgs throws. */
export function parseStartArgs(args: string[], config: () => Config): StartArgs | null {
  const { values } = parseArgs({
    args,
    options: {
      plan: { type: 'string' },
      ...PLANNING_OPTIONS,
      ...REJECTING_OPTIONS,
      'max-shrink': { type: 'string' },
      strict: { type: 'boolean', default: false },
      preview: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      approve: { type: 'string', default: 'none' },
      canary: { type: 'string', default: '5' },
      window: { type: 'string', default: '20' },
      limit: { type: 'string' },
      finish: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      wait: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { approve, preview, finish, yes, wait, json, 'dry-run': dryRun } = values;
  if (approve !== 'auto' && approve !== 'none') throw new UsageError('Expected --approve auto or --approve none');
  if (finish && approve === 'none')
    throw new UsageError('--finish would leave every cluster for later: give --approve auto with it');
  return {
    input: values.plan === undefined ? { csv: csvInput(values, config()) } : planInput(values.plan, values),
    ...shrinkOf(values['max-shrink']),
    preview,
    dryRun,
    approve,
    canary: count('canary', values.canary, 10_000),
    window: count('window', values.window, 100),
    limit: values.limit === undefined ? null : count('limit', values.limit, 1_000_000),
    finish,
    yes,
    wait,
    json,
  };
}

function shrinkOf(text: string | undefined): Pick<StartArgs, 'maxShrink'> {
  if (text === undefined) return {};
  return { maxShrink: text === 'off' ? null : share('max-shrink', text) };
}

function planInput(plan: string, { csv, rules }: CsvValues): { plan: string; rules: string } {
  if (csv === undefined) return { plan, rules };
  throw new UsageError('Expected --plan or --csv, not both: a plan holds all that it needs of the CSV');
}

interface CsvValues extends PlanningValues {
  'max-rejected': string;
  'rejected-out'?: string | undefined;
  strict: boolean;
  preview: boolean;
}

function csvInput(values: CsvValues, { csvInput: configured, production }: Config): CsvInput {
  const path = values.csv ?? configured;
  if (production && !values.preview) {
    throw new UsageError(
      `ENVIRONMENT=production accepts only --plan: make one with 'npm run preview -- --csv ${path ?? 'FILE'} --out plans/plan.json', look at it, then 'npm run start -- --plan plans/plan.json'`,
    );
  }
  if (path === null) throw new UsageError('Nothing to start: name --plan FILE, or --csv FILE or CSV_INPUT_PATH');
  return { path, ...planningOf(values), ...rejectingOf(values), strict: values.strict };
}

function count(name: string, text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`--${name} is '${text}', expected a whole number from 1 to ${most}`);
}
