#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: PATH, HOME, DEDUPE_HOME, DEDUPE_DATA_DIR; servers of its own on this machine, no others.
import { parseArgs } from 'node:util';
import { NotReachable } from '../config/not-reachable.ts';
import { DEFAULT_PROFILE } from '../contacts/profiles/profiles.ts';
import { untilSignal } from '../local/process/until-signal.ts';
import { SAMPLES, type Sample } from '../samples/sample.ts';
import { EXIT, fail } from './cli/fail.ts';
import { reportExit } from './cli/report-headline.ts';
import { UsageError } from './cli/usage-error.ts';
import { npmGone } from './demo/npm-gone.ts';
import { showPodiumDemo } from './demo/podium/show.ts';
import { openPodiumStage } from './demo/podium/stage.ts';
import { demoFolders } from './demo/settings.ts';
import { showDemo } from './demo/show.ts';
import { openStage, type Stage } from './demo/stage.ts';

const WITH_SAMPLE = Object.keys(SAMPLES).join(', ');

const HELP = `Shows the whole way with invented contacts: preview, run, decisions, merges, report. Starts what it needs on this machine
(Temporal with its web pages, Postgres, a practice DevRev, a worker) and ends it all again.

Usage: npm run demo [-- --crash] [--profile NAME]
       npm run demo -- --crm podium

  --crash          kill the worker in the middle of a merge, start another, and show that nothing was merged twice
  --profile NAME   whose sample: ${WITH_SAMPLE} (default: ${DEFAULT_PROFILE.name})
  --crm podium     the other CRM: let in, scan, clusters, dry run, the steps that are left to a person; then it is shown that it
                   merges, a person approves, and all is merged while campaigns go out that may reach nobody who refuses
  --help           this text

Leaves its report, backups and logs in DEDUPE_DATA_DIR/demo (.data/demo/reports, …; of a second demo in .data/demo/2/reports, …),
never in the folders of real runs.
On a terminal it stays up until Ctrl-C.
Exit codes: 0 the run succeeded, 2 usage or settings, or a demo is up already, 5 the run ended otherwise, 6 cannot start,
130 interrupted.
`;

const STOPS = 'Ending all that the demo has started: servers, practice CRM, worker. What it has written stays';

try {
  const { values } = parseArgs({
    options: {
      crash: { type: 'boolean', default: false },
      profile: { type: 'string', default: DEFAULT_PROFILE.name },
      crm: { type: 'string', default: 'devrev' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exit(await demo(wishOf(values)));
} catch (error) {
  fail(error);
}

function wishOf(given: { crash: boolean; crm: string; profile: string }): Wish {
  if (given.crm === 'devrev') return { crm: 'devrev', crash: given.crash, sample: sampleOf(given.profile) };
  if (given.crm !== 'podium') throw new UsageError(`No CRM '${given.crm}', expected devrev or podium`);
  if (given.crash || given.profile !== DEFAULT_PROFILE.name)
    throw new UsageError('--crash and --profile are of the DevRev demo');
  return { crm: 'podium' };
}

function sampleOf(profile: string): Sample {
  const sample = SAMPLES[profile];
  if (sample !== undefined) return sample;
  throw new UsageError(`No sample of a profile '${profile}', expected one of: ${WITH_SAMPLE}`);
}

type Wish = { crm: 'devrev'; crash: boolean; sample: Sample } | { crm: 'podium' };

async function demo(wish: Wish): Promise<number> {
  const staysUp = process.stdout.isTTY;
  const stopped = Promise.race([untilSignal(), npmGone()]).then(() => null);
  const stages: Closable[] = [];
  const playing = play(stages, { ...wish, staysUp });
  playing.catch(() => undefined);
  try {
    const code = await Promise.race([playing, stopped]);
    if (code === null) {
      process.stderr.write(`${STOPS}\n`);
      return EXIT.interrupted;
    }
    if (staysUp) {
      process.stdout.write('\nAll stays up until Ctrl-C.\n');
      await Promise.race([stopped, ...stages.map(({ lost }) => lost)]);
      process.stderr.write(`${STOPS}\n`);
    }
    return code;
  } finally {
    await Promise.all(stages.map((stage) => stage.close()));
  }
}

type Closable = Pick<Stage, 'close' | 'lost' | 'folders'>;

async function play(stages: Closable[], wish: Wish & { staysUp: boolean }): Promise<number> {
  if (wish.crm === 'podium') {
    const stage = await openPodiumStage(demoFolders()).catch(cannotStart);
    stages.push(stage);
    return (await Promise.race([showPodiumDemo(stage), lostOf(stage)])) ? EXIT.done : EXIT.unfinished;
  }
  const { crash, staysUp } = wish;
  const stage = await openStage(demoFolders(), wish.sample).catch(cannotStart);
  stages.push(stage);
  const { head, isProven } = await Promise.race([showDemo(stage, { crash, staysUp }), lostOf(stage)]);
  return isProven ? reportExit(head) : EXIT.unfinished;
}

async function lostOf({ lost, folders }: Closable): Promise<never> {
  throw new NotReachable(`${await lost} has ended by itself, see '${folders.dataDir}/logs'`);
}

/** Whatever keeps a server from starting is one thing to the person: this demo cannot start here. */
function cannotStart(error: unknown): never {
  if (error instanceof Error && 'exitCode' in error) throw error;
  throw new NotReachable(error instanceof Error ? error.message : String(error), { cause: error });
}
