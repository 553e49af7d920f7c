#!/usr/bin/env -S node --import tsx
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEVREV_ORG, DEDUPE_*; the Postgres and Temporal they name.
import { parseArgs } from 'node:util';
import { withControl } from '../control/open-control.ts';
import { runTiming } from '../control/run-timing.ts';
import { startResolve } from '../control/start-resolve.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import { shownReason } from '../pages/kit/reason-words.ts';
import type { Resolution } from '../store/ledger/resolution.ts';
import type { ResolveResult } from '../workflows/types.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { requireBy, settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Carries out a person's word on a pair that waits for one, whether its run is open or has ended.

Usage: ./scripts/resolve.ts PAIR --as resend|abandon|merged --by NAME [--json]      npm run resolve -- PAIR …

  PAIR         CLUSTER.DUPLICATE, or CLUSTER.PRIMARY.DUPLICATE where several plans have it: as npm run status shows it
  --as WORD    resend: send the merge once more; abandon: give the pair up. Both need proof that it was not applied
               merged: somebody has merged it; its tickets are verified all the same
  --by NAME    who decides: recorded with the word
  --json       one object on stdout
  --help       this text

Waits for the result, which may take as long as a merge does (DEDUPE_QUIET); Ctrl-C only detaches.
Exit codes: 0 done or abandoned, 2 usage, settings, or the word does not fit the pair, 5 the pair is still not done,
6 cannot reach Temporal or Postgres, 130 interrupted: the resolving goes on.
`;

const WORDS: readonly Resolution[] = ['resend', 'abandon', 'merged'];

try {
  const { values, positionals } = parseArgs({
    options: {
      as: { type: 'string' },
      by: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else {
    const [pair, ...more] = positionals;
    if (pair === undefined || more.length > 0) throw new UsageError('Expected one PAIR: CLUSTER.DUPLICATE');
    process.exitCode = await main({ pair, as: wordOf(values.as), by: requireBy(values.by), json: values.json });
  }
} catch (error) {
  fail(error);
}

function wordOf(text: string | undefined): Resolution {
  const word = WORDS.find((known) => known === text);
  if (word === undefined) throw new UsageError(`Expected --as ${WORDS.join(', --as ')}`);
  return word;
}

async function main(word: { pair: string; as: Resolution; by: string; json: boolean }): Promise<number> {
  const config = settings();
  const { taskQueue, crms } = config;
  const timing = runTiming(config);
  return withControl(config, async ({ db, client }) => {
    const request = { ...word, client: await client(), db, crms, timing, taskQueue };
    const { workflowId, result } = await startResolve(request);
    say(`Resolving ${word.pair} as ${word.as} (workflow ${workflowId}). Ctrl-C only detaches`);
    const end = result();
    end.catch(() => undefined);
    const said = await Promise.race([end, untilSignal().then(() => null)]);
    if (said === null) {
      say('Detached: the resolving goes on. See it: npm run status');
      return EXIT.interrupted;
    }
    const reason = shownReason(said);
    const text = `Pair ${word.pair} is ${said.outcome}${reason === null ? '' : `: ${reason}`}`;
    print({ json: word.json, value: { pair: word.pair, ...said, reason }, text });
    return isSettled(said) ? EXIT.done : EXIT.unfinished;
  });
}

function isSettled({ outcome }: ResolveResult): boolean {
  return outcome === 'done' || outcome === 'already-done' || outcome === 'abandoned';
}
