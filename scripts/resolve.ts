#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEVREV_*, DEDUPE_*; the Postgres and Temporal they name, and the CRM where nobody has
// asked it yet whose the token is.
import { parseArgs } from 'node:util';
import { withControl } from '../control/open-control.ts';
import { withOrganizations } from '../control/organizations.ts';
import { runTiming } from '../control/run-timing.ts';
import { startResolve } from '../control/start-resolve.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import { shownReason } from '../pages/kit/reason-words.ts';
import type { ConsentSettlement, Resolution, Settlement } from '../store/ledger/settlement.ts';
import type { PairKey } from '../store/types.ts';
import type { ResolveResult } from '../workflows/types.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { requireBy, settings } from './cli/run-args.ts';
import { requireBecause, type SettleWord, settle } from './cli/settle.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Carries out a person's word on a pair that waits for one, whether its run is open or has ended.

Usage: ./scripts/resolve.ts PAIR --as resend|abandon|merged --by NAME [--json]      npm run resolve -- PAIR …
       ./scripts/resolve.ts PAIR --as settled-merged|settled-apart|settled-consent --by NAME --because TEXT [--yes DIGEST] [--json]

  PAIR         CLUSTER.DUPLICATE, or CLUSTER.PRIMARY.DUPLICATE where several plans have it: as npm run status shows it
  --as WORD    resend: send the merge once more; abandon: give the pair up. Both need proof that it was not applied
               merged: somebody has merged it; its tickets are verified all the same
               settled-merged, settled-apart: you say what became of a merge that was sent, where a look of this moment
               cannot prove it. Shows what is proven and what is not, and asks. No run ever sends the pair again
               settled-consent: of a merged pair that is held since the contact that was kept refuses too little: shows what all
               members together refuse and what is read now, and asks. The merge stays proven, its consent is your word
  --by NAME    who decides: recorded with the word
  --because TEXT  why, 10 characters or more; kept in the database. Only for settled-…
  --yes DIGEST    agrees to what was shown under this digest, and asks nothing. Only for settled-…
  --json       one object on stdout
  --help       this text

Waits for the result, which may take as long as a merge does (DEDUPE_QUIET); Ctrl-C only detaches.
Exit codes: 0 done, abandoned or settled, 2 usage, settings, or the word does not fit the pair, 4 shown and not agreed to,
5 the pair is still not done,
6 cannot reach Temporal or Postgres, 130 interrupted: the resolving goes on.
`;

type Word = Resolution | Settlement | ConsentSettlement;

const WORDS: readonly Word[] = ['resend', 'abandon', 'merged', 'settled-merged', 'settled-apart', 'settled-consent'];

try {
  const { values, positionals } = parseArgs({
    options: {
      as: { type: 'string' },
      by: { type: 'string' },
      because: { type: 'string' },
      yes: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else {
    const [pair, ...more] = positionals;
    if (pair === undefined || more.length > 0) throw new UsageError('Expected one PAIR: CLUSTER.DUPLICATE');
    const [as, by] = [wordOf(values.as), requireBy(values.by)];
    if (isSettlement(as)) {
      const because = requireBecause(values.because);
      process.exitCode = await settled(pair, by, { as, because, yes: values.yes ?? null, json: values.json });
    } else {
      if (values.because !== undefined || values.yes !== undefined)
        throw new UsageError('--because and --yes are for --as settled-… only');
      process.exitCode = await main({ pair, as, by, json: values.json });
    }
  }
} catch (error) {
  fail(error);
}

function isSettlement(word: Word): word is Settlement | ConsentSettlement {
  return word.startsWith('settled-');
}

function settled(pair: string, by: string, word: SettleWord): Promise<number> {
  const config = settings();
  const { taskQueue, crms } = config;
  return withControl(config, async ({ db, client }) =>
    settle({ pair, by, client: await client(), db, crms, timing: runTiming(config), taskQueue }, word),
  );
}

function wordOf(text: string | undefined): Word {
  const word = WORDS.find((known) => known === text);
  if (word === undefined) throw new UsageError(`Expected --as ${WORDS.join(', --as ')}`);
  return word;
}

async function main(word: { pair: string; as: Resolution; by: string; json: boolean }): Promise<number> {
  const config = settings();
  const { taskQueue } = config;
  const timing = runTiming(config);
  return withControl(config, async ({ db, client }) => {
    const crms = await withOrganizations({ db, config, asks: true });
    const onFound = (key: PairKey): void => say(`Pair ${word.pair}: ${key.crm} organization ${key.org}`);
    const request = { ...word, client: await client(), db, crms, timing, taskQueue, onFound };
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
