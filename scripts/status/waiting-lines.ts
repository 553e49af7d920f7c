import { notAutoWords } from '../../contacts/explain/not-auto-words.ts';
import type { KeptOut } from '../../contacts/plan.ts';
import { durationText } from '../../contacts/words/duration-text.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import type { Wait } from '../../control/status/waits.ts';
import { doubtWords } from '../../pages/kit/doubt-words.ts';
import { shownReason } from '../../pages/kit/reason-words.ts';
import { refusalText } from '../cli/decision-words.ts';
import type { StatusLine } from './lay-out.ts';
import { workersText } from './workers-text.ts';

/** Clusters shown to a person; `--json` has more. */
const MOST_SHOWN = 10;

/** What a run waits for, with its reason and the command to type; a full budget is told with the budget. */
export function waitingLines(status: RunStatus, now: number): StatusLine[] {
  const { state, waits } = status;
  if (state === 'lost') {
    const text = `Its workflow ended before the run did: ${lostWords(status)}. Start its plan again: npm run start`;
    return [{ text, tone: 'bad' }];
  }
  const shown = waits.filter((wait) => wait.for !== 'budget');
  return shown.flatMap((wait) => {
    const [first = '', ...more] = wait.for === 'decision' ? decisionLines(status) : [waitText(wait, status, now)];
    const isBad = wait.for === 'postgres' || wait.for === 'temporal';
    return [{ text: first, tone: isBad ? 'bad' : 'waiting' }, ...more.map((text) => ({ text }))] satisfies StatusLine[];
  });
}

function lostWords({ lostAs, lostBecause }: RunStatus): string {
  return lostBecause ?? `its workflow is ${lostAs === 'unknown' ? 'unknown to Temporal' : lostAs}`;
}

function waitText(wait: Wait, status: RunStatus, now: number): string {
  const { workers, crm, organization: org } = status;
  switch (wait.for) {
    case 'resume':
      return `Paused: ${pauseWords(status)}. Go on: npm run resume -- ${status.everythingPaused ? '--everything' : status.run}`;
    case 'worker':
      return workers === null || workers.others.length === 0
        ? 'No worker answers: start one with npm run worker'
        : (workersText(workers, { crm, org }) ?? 'No worker answers');
    case 'postgres':
      return 'Postgres does not answer: what is shown is from before. It goes on by itself when it is back';
    case 'temporal':
      return 'Temporal does not answer: what is shown is from before. It goes on by itself when it is back';
    default:
      return `Waits: ${waitReason(wait, status, now)}`;
  }
}

function decisionLines({ clusters, undecided, run }: RunStatus): string[] {
  const { auto, review } = clusters.undecided;
  const inReview = undecided.filter((cluster) => cluster.decision === 'review');
  const hidden = review - Math.min(inReview.length, MOST_SHOWN);
  return [
    `Waits for decisions: ${auto} auto, ${review} review`,
    ...(auto > 0 ? [`  npm run approve -- ${run} --by NAME --all`] : []),
    ...(review > 0 ? [`  npm run approve -- ${run} --by NAME --cluster ID   or --strategy S, or reject`] : []),
    ...(review > 0 ? [`  npm run review -- ${run} --by NAME   shows them one by one, contacts side by side`] : []),
    ...(review > 0
      ? [`  npm run explain -- ID ${run}   compares its contacts: ID may be the first digits, or a contact`]
      : []),
    `  npm run code -- ${run}   makes a code for one approval from the Temporal UI`,
    `  npm run finish -- ${run}   leaves them for later`,
    ...(review > 0 ? ['In review:'] : []),
    ...inReview
      .slice(0, MOST_SHOWN)
      .flatMap(({ cluster, strategy, primary, duplicates, refused, band, notAuto, ...why }) => [
        `  ${cluster}  ${strategy}: ${duplicates.join(', ')} into ${primary}`,
        refused === null
          ? `    ${doubtWords(why) ?? shownReason(why) ?? 'for a reason that was not recorded'}`
          : `    ${refusalText(refused)}: it takes no approval as a whole`,
        ...(band === null ? [] : [`    ${bandText(band, notAuto ?? [])}`]),
      ]),
    ...(hidden > 0 ? [`  and ${hidden} more: --json lists them`] : []),
  ];
}

/** `band review of a matching: their first names are different (REVU-1 and REVU-2)` */
function bandText(band: string, notAuto: readonly KeptOut[]): string {
  const why = notAuto.map(notAutoWords).join('; ');
  return `band ${band} of a matching${why === '' ? '' : `: ${why}`}`;
}

/** Why a run waits, in a few words: `429, goes on 14:02:31 UTC`. */
export function waitReason({ for: what, until }: Wait, status: RunStatus, now: number): string {
  switch (what) {
    case 'crm':
      return `429, goes on ${until === null ? 'later' : clockText(until)}`;
    case 'budget':
      return `budget is full, goes on in ${durationText(until === null ? 0 : Date.parse(until) - now)}`;
    case 'decision':
      return 'waits for a decision';
    case 'resume':
      return `paused: ${pauseWords(status)}`;
    case 'worker':
      return 'no worker answers';
    case 'postgres':
      return 'Postgres does not answer';
    case 'temporal':
      return 'Temporal does not answer';
  }
}

/** Why no merge is sent. */
function pauseWords({ pauseReason: reason, pauseWhy: why, everythingPaused }: RunStatus): string {
  if (everythingPaused !== null)
    return `all runs, by ${printable(everythingPaused.by ?? 'a person')} since ${clockText(everythingPaused.since)}`;
  return shownReason({ reason, why }) ?? 'by a person';
}

/** `14:02:31 UTC` */
export function clockText(time: string | number): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`;
}
