#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR, with --check NOTIFY_*; the Postgres, Temporal and receiver they name.
// Changes nothing but what it notes to be told.
import { parseArgs } from 'node:util';
import { deliverNotices } from '../activities/notify/keep-delivering.ts';
import { parseDuration } from '../config/duration.ts';
import { checkNights } from '../control/nights/check-nights.ts';
import { withControl } from '../control/open-control.ts';
import { allRuns } from '../control/status/all-runs.ts';
import { failedCompliance } from '../store/ledger/consent/compliance.ts';
import { lastSuccesses } from '../store/nights/last-successes.ts';
import { lateNow } from '../store/nights/late-schedules.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';
import { problemsText } from './runs/problem-words.ts';
import { runsText } from './runs/run-lines.ts';

const HELP = `Lists all runs, the oldest first, with state, age and what each waits for, and when each profile was gone through to the end.

Usage: ./scripts/runs.ts [--check [--alert-after 26h]] [--json]      npm run runs -- …

  --check            for cron or a monitor: say only what somebody has to look at, and tell NOTIFY_URL of it, once for as
                     long as it stays the same. A profile whose last success is too old, a run that waits for a person, no
                     worker that is up, a schedule that has not come through for two nights, a Temporal that does
                     not answer (then it ends with 6)
  --alert-after AGE  with --check: a last success is too old after so long (default: 26h)
  --json             one object on stdout
  --help             this text

Exit codes: 0 listed, or with --check nothing found; 2 usage or settings; 4 with --check: somebody has to look;
6 cannot reach Postgres or Temporal; with --check all else is looked at all the same.
`;

try {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      'alert-after': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { json, check, 'alert-after': after } = values;
  if (after !== undefined && !check) throw new UsageError('--alert-after says when --check finds something: give both');
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = check ? await lookForTrouble({ json, alertAfterMs: age(after ?? '26h') }) : await list(json);
} catch (error) {
  fail(error);
}

async function list(json: boolean): Promise<number> {
  return withControl(
    settings(),
    async (control) => {
      const value = {
        runs: await allRuns(control),
        successes: await lastSuccesses(control.db),
        refusalsMissing: await failedCompliance(control.db),
        late: await lateNow(control.db),
      };
      print({ json, value, text: runsText(value, Date.now()) });
      return EXIT.done;
    },
    { onlyLooks: true },
  );
}

async function lookForTrouble({ json, alertAfterMs }: { json: boolean; alertAfterMs: number }): Promise<number> {
  return withControl(settings(), async ({ db, client, config: { notify } }) => {
    const problems = await checkNights({ db, client, alertAfterMs });
    print({ json, value: { problems }, text: problemsText(problems, Date.now()) });
    // Perhaps no worker is up that would.
    await deliverNotices({ db, notify });
    if (problems.some(({ code }) => code === 'temporal-away')) return EXIT.unreachable;
    return problems.length === 0 ? EXIT.done : EXIT.waiting;
  });
}

function age(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new UsageError(`--alert-after is '${text}', expected a duration such as 26h or 90m`);
}
