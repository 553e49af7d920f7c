#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name; the rules file.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRules } from '../contacts/rules/rules.ts';
import { counted } from '../contacts/words/counted.ts';
import { printableText } from '../contacts/words/printable.ts';
import { findRun } from '../control/find-run.ts';
import { withControl } from '../control/open-control.ts';
import { refuseEnded } from '../control/signal-run.ts';
import { EXIT, fail } from './cli/fail.ts';
import { say } from './cli/print.ts';
import { RUN_HELP, RUN_OPTIONS, requireBy, runNamed, settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';
import { whoseText } from './cli/whose-text.ts';
import { changedLines } from './plan/changed-text.ts';
import { openKeys } from './review/keys.ts';
import { reviewRun } from './review/review-run.ts';

const HELP = `Goes through what waits for a person, one cluster at a time: its contacts side by side, why the rules say what they say, what would be lost.

Usage: ./scripts/review.ts [RUN] --by NAME      npm run review -- [RUN] …

${RUN_HELP}
  --band auto    only the sample that is judged before the auto band of a matching may be approved as a whole (approve --band)
  --by NAME      who decides: recorded with each decision
  --rules FILE   the rules that the plan was made with (default: rules.default.yaml)
  --help         this text

Keys: a approve, r reject (lasts), n never (which two, where there are more), p another primary, w leave one out, s split, l later, q quit.
Contacts are named by their number or id. Each decision is recorded at once: what is left is there when you come back. It shows contact data.
Exit codes: 0 nothing waits any more, 2 usage, settings, or the run has ended, 3 bad rules, 4 some still wait, 6 cannot reach Temporal or Postgres.
`;

try {
  const { values, positionals } = parseArgs({
    options: {
      run: RUN_OPTIONS.run,
      help: RUN_OPTIONS.help,
      by: { type: 'string' },
      band: { type: 'string' },
      rules: { type: 'string', default: fileURLToPath(new URL('../rules.default.yaml', import.meta.url)) },
    },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else
    process.exitCode = await main({
      ...values,
      by: requireBy(values.by),
      run: runNamed(values.run, positionals),
      band: bandOf(values.band),
    });
} catch (error) {
  fail(error);
}

function bandOf(band: string | undefined): 'auto' | null {
  if (band === undefined || band === 'auto') return band ?? null;
  throw new UsageError(`--band is '${band}', expected auto`);
}

async function main(args: { by: string; rules: string; run: string | null; band: 'auto' | null }): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError('This is no terminal: decide with approve, reject, later and decide, as status shows them');
  }
  const rules = await readRules(args.rules);
  return withControl(settings(), async (control) => {
    const run = await findRun({ ...control, id: args.run, asks: true });
    refuseEnded(run);
    say(whoseText(run));
    for (const line of await changedLines(control.db, run)) say(line);
    const keys = openKeys(process.stdin, process.stderr);
    const width = Math.max(40, Math.min(process.stdout.columns || 80, 120) - 1);
    const show = (lines: string[]): void => void process.stdout.write(`${printableText(lines.join('\n'))}\n`);
    try {
      const left = await reviewRun({ control, run, by: args.by, band: args.band, rules, keys, width, show });
      say(
        left === 0
          ? 'Nothing waits any more'
          : `${counted(left, 'cluster')} still to decide: npm run review -- ${run.id}`,
      );
      return left === 0 ? EXIT.done : EXIT.waiting;
    } finally {
      keys.close();
    }
  });
}
