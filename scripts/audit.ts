#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEVREV_*, BACKUP_DIR, DEDUPE_DATA_DIR; reads the Postgres, Temporal, CRM and backups that they name. Changes nothing.
import { parseArgs } from 'node:util';
import type { NotAvailable } from '../activities/audit/audit-types.ts';
import { counted } from '../contacts/words/counted.ts';
import { findRun } from '../control/find-run.ts';
import { withControl } from '../control/open-control.ts';
import { Refused } from '../control/refused.ts';
import { type Audit, auditRun } from './audit/audit-run.ts';
import { differenceWords, NOT_AVAILABLE_WORDS } from './audit/difference-words.ts';
import { EXIT, fail } from './cli/fail.ts';
import { nowAndThen } from './cli/now-and-then.ts';
import { print, say } from './cli/print.ts';
import { RUN_OPTIONS, runNamed, settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Compares what the ledger, Temporal and the CRM say of a run's pairs, ticket by ticket, and tells where they differ. It only reads.

Usage: ./scripts/audit.ts [RUN] [--sample N [--seed TEXT]] [--json]      npm run audit -- …

  RUN         the run's id, also as --run RUN; when left out, the open one of the organization that the settings name, or the last one of it
  --sample N  so many pairs only: which ones, the seed decides
  --seed TEXT another sample (default: the run's id)
  --json      one object on stdout
  --help      this text

Of each pair the ledger is compared with itself, with what the steps in Temporal's histories have answered (merged, taken back, and
from which backups), and with the CRM. Of each ticket and conversation the ledger, with what was read when the pair was done, is
compared with the CRM alone: no history has one.

It takes about 6 calls for each pair, from the same budget as the workers. A history that Temporal keeps no more is "not available", and
no difference. What people have changed since the merge is one: somebody has to say whether it should be so.

Exit codes: 0 all three say the same, 2 usage, settings, or no such run, 6 a server cannot be reached, 7 they do not say the same.
`;

try {
  const { values, positionals } = parseArgs({
    options: { ...RUN_OPTIONS, sample: { type: 'string' }, seed: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await audit({ ...values, named: runNamed(values.run, positionals) });
} catch (error) {
  fail(error);
}

async function audit({
  named,
  sample,
  seed,
  json,
}: {
  named: string | null;
  sample?: string;
  seed?: string;
  json: boolean;
}): Promise<number> {
  if (seed !== undefined && sample === undefined) throw new UsageError('--seed says which sample: give --sample N too');
  const size = sample === undefined ? null : sizeOf(sample);
  return withControl(
    settings(),
    async (control) => {
      const { db, config } = control;
      const run = await findRun({ db, config, id: named, asks: false });
      if (run.dryRun) throw new Refused(`Run ${run.id} is a dry run: it has merged nothing`);
      const tell = nowAndThen((done) => say(`${counted(done, 'pair')} compared`));
      const found = await auditRun(control, {
        run,
        sample: size === null ? null : { size, seed: seed ?? run.id },
        onPair: tell,
      });
      print({ json, value: found, text: auditText(found) });
      return found.differences.length === 0 ? EXIT.done : EXIT.differs;
    },
    { onlyLooks: true },
  );
}

function sizeOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--sample is '${text}', expected a number of pairs from 1 up`);
}

function auditText({ run, pairs, audited, seed, differences, notAvailable }: Audit): string {
  const sample = seed === null ? 'all' : `a sample, seed '${seed}'`;
  const missing = Object.entries(notAvailable) as [NotAvailable, number][];
  return [
    `Run ${run}: ${audited} of ${counted(pairs, 'pair')} compared (${sample}), ${counted(differences.length, 'difference')}`,
    ...differences.map((one) => `  ${one.pair}  ${differenceWords(one)}`),
    ...missing.map(([what, count]) => `Not available: ${count} ${NOT_AVAILABLE_WORDS[what]}`),
  ].join('\n');
}
