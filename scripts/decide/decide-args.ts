import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { DecidedSo } from '../../contacts/planning/decided-parts.ts';
import { RUN_HELP, RUN_OPTIONS, requireBy, runNamed } from '../cli/run-args.ts';
import { UsageError } from '../cli/usage-error.ts';

export const DECIDE_USAGE: string = `Decides a cluster otherwise than its plan: another contact is kept, some are somebody else, or it is several people.

Usage: ./scripts/decide.ts CLUSTER [RUN] (--primary ID | --without ID… | --split A,B / C,D) --because TEXT --by NAME [--yes | --undecided]
       ./scripts/decide.ts CLUSTER [RUN] --undo --by NAME                                   npm run decide -- CLUSTER …

  CLUSTER             its id, the first digits of it (4 or more), or one of its contacts
${RUN_HELP}
  --primary ID        all are one person, and this contact is kept
  --without ID        this one is somebody else, the rest is merged; may be given several times, or as A,B
  --split A,B / C,D   each of these is one person, and no two of them are; each contact of the cluster is named once
  --because TEXT      why: kept with the decision, and in the store only
  --by NAME           who decides: recorded with the decision
  --rules FILE        how a part without the plan's primary gets one (default: rules.default.yaml)
  --yes               do not ask: what it makes is approved at once
  --undecided         what it makes waits for an approval; does not ask
  --undo              takes back what was decided on it (this, an approval, a refusal, later), until a pair of it has begun
  --json              one object on stdout
  --help              this text

Each part is a cluster of its own, and what it was made of never opens. Who is somebody else stays so in every run: see decisions.
Nothing is decided any more once a pair of the cluster has begun, in any run.
Exit codes: 0 decided, or not agreed to, 2 usage, settings, or it cannot be as things stand, 3 bad rules, 6 cannot reach Temporal or Postgres,
130 interrupted at the question: nothing was decided.
`;

export interface DecideArgs {
  cluster: string;
  run: string | null;
  by: string;
  /** Null: what was decided is taken back. */
  word: { said: DecidedSo; because: string } | null;
  rules: string;
  yes: boolean;
  undecided: boolean;
  json: boolean;
}

/** Reads the command line; null when it asks for help. Throws UsageError, or what parseArgs throws. */
export function parseDecideArgs(args: string[]): DecideArgs | null {
  const { values, positionals } = parseArgs({
    args,
    options: {
      ...RUN_OPTIONS,
      primary: { type: 'string' },
      without: { type: 'string', multiple: true },
      split: { type: 'string' },
      because: { type: 'string' },
      by: { type: 'string' },
      rules: { type: 'string', default: fileURLToPath(new URL('../../rules.default.yaml', import.meta.url)) },
      undo: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      undecided: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return null;
  const { split, rest } = splitWords(values.split, positionals);
  const [cluster, ...runs] = rest;
  if (cluster === undefined)
    throw new UsageError('Which cluster? Give its id, the first digits, or one of its contacts');
  const { rules, yes, undecided, json } = values;
  const common = { cluster, run: runNamed(values.run, runs), by: requireBy(values.by), rules, yes, undecided, json };
  const said: DecidedSo[] = [];
  if (values.primary !== undefined) said.push({ primary: values.primary.trim() });
  if (values.without !== undefined) said.push({ without: values.without.flatMap(idsOf) });
  if (split !== null) said.push({ split });
  const [only] = said;
  if (values.undo) {
    if (only !== undefined) throw new UsageError('Expected --undo alone, or what to decide');
    return { ...common, word: null };
  }
  if (only === undefined || said.length > 1) {
    throw new UsageError('Expected one of --primary ID, --without ID, --split A,B / C,D, or --undo');
  }
  if (yes && undecided) throw new UsageError('Expected --yes or --undecided, not both');
  const because = values.because?.trim();
  if (!because) throw new UsageError('Expected --because TEXT: why is recorded with the decision');
  return { ...common, word: { said: only, because } };
}

/** `--split A,B / C,D` comes in several words: what follows the first slash belongs to it. */
function splitWords(given: string | undefined, positionals: string[]): { split: string[][] | null; rest: string[] } {
  if (given === undefined) return { split: null, rest: positionals };
  const slash = positionals.findIndex((word) => word.startsWith('/'));
  const more = slash < 0 ? [] : positionals.slice(slash);
  const split = [given, ...more].join(' ').split('/').map(idsOf);
  if (split.some((ids) => ids.length === 0))
    throw new UsageError('Expected --split A,B / C,D: contacts on both sides of each /');
  return { split, rest: slash < 0 ? positionals : positionals.slice(0, slash) };
}

function idsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((id) => id !== '');
}
