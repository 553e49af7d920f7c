import { counted } from '../../contacts/words/counted.ts';
import { durationText } from '../../contacts/words/duration-text.ts';
import type { RunInList } from '../../control/status/all-runs.ts';
import type { FailedPair } from '../../store/ledger/consent/compliance.ts';
import type { LastSuccess } from '../../store/nights/last-successes.ts';
import type { NightProblem } from '../../store/nights/write-notices.ts';

/** One line for each run, and one for each profile's last success. */
export function runsText(
  shown: {
    runs: readonly RunInList[];
    successes: readonly LastSuccess[];
    refusalsMissing?: readonly FailedPair[];
    late?: readonly NightProblem[];
  },
  now: number,
): string {
  const { runs, successes, refusalsMissing = [], late = [] } = shown;
  const width = Math.max(...runs.map(({ run }) => run.length));
  return [
    ...(runs.length === 0 ? ['There is no run yet'] : []),
    ...runs.map((run) => runLine(run, width)),
    ...successes.map((one) => successLine(one, now)),
    ...refusalsMissing.map(missingLine),
    ...late.map(({ values }) => `LATE: ${lateText(values)}`),
  ].join('\n');
}

/** Of a schedule that has not come through. */
export function lateText({ schedule, at }: NightProblem['values']): string {
  return `schedule ${schedule} has not come through for two nights: last success ${at ?? 'never yet'}; see npm run schedule -- list`;
}

function missingLine({ pair, run, since }: FailedPair): string {
  return `REFUSALS MISSING since ${since.slice(0, 16).replace('T', ' ')} UTC: pair ${pair} of run ${run} is merged, and the contact that was kept does not refuse what it must`;
}

function runLine(run: RunInList, width: number): string {
  const { state, ageMs, profile, crm, organization, dryRun } = run;
  const age = `${durationText(ageMs)} old`;
  const whose = `${profile}, ${crm} organization ${organization}${dryRun ? ', dry run' : ''}`;
  return `${run.run.padEnd(width)}  ${state.padEnd(9)}  ${age.padEnd(13)}  ${whose}${waitText(run)}`;
}

function waitText({ run, state, waitsFor, undecided }: RunInList): string {
  if (state === 'lost') return `: its workflow is gone; see npm run status -- ${run}`;
  switch (waitsFor) {
    case 'nothing':
      return '';
    case 'decision':
      return `: waits for a decision on ${counted(undecided, 'cluster')}; see npm run status -- ${run}`;
    case 'resume':
      return `: paused; see npm run status -- ${run}`;
    case 'worker':
      return ': waits for a worker';
  }
}

/** `Last success of external-contacts, devrev organization ACME12: 2026-11-28 02:14 UTC, 11 h 3 min ago` */
export function successLine({ profile, crm, organization, at }: Omit<LastSuccess, 'since'>, now: number): string {
  const when =
    at === null ? 'never yet' : `${at.slice(0, 16).replace('T', ' ')} UTC, ${durationText(now - Date.parse(at))} ago`;
  return `Last success of ${profile}, ${crm} organization ${organization}: ${when}`;
}
