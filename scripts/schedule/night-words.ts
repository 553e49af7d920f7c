import type { Night, NightStatus } from '../../control/nights/night-status.ts';
import { EXIT } from '../cli/fail.ts';
import { scanExit, scanText } from '../scan/scan-words.ts';
import { stepLines } from '../status/step-lines.ts';

const CAME_TO: Record<NonNullable<Night['planned']>['kind'], string> = {
  quiet: 'nothing is to be merged',
  gone: 'there was no schedule or no complete scan any more',
  paused: 'the schedule was paused meanwhile',
  open: 'a run of the same plan is at work',
  run: 'a run was started',
};

/** A schedule, what its night does or came to, and what to type next. */
export function nightText(status: NightStatus): string {
  const { name, crm, org, at, tz, pausedAt, next, night, steps, scan } = status;
  const when = pausedAt === null ? `next ${next ?? 'unknown: Temporal does not know it'}` : `paused since ${pausedAt}`;
  return [
    `Schedule ${name} of ${crm} organization ${org}, ${at} ${tz}: ${when}`,
    ...(pausedAt === null ? [] : [`Go on: npm run schedule -- resume ${name} --by NAME`]),
    night === null ? 'No night has begun yet' : `Night ${night.workflowId}: ${whatOf(night)}`,
    ...stepLines(steps, Date.now(), 'the night').map(({ text }) => text),
    ...(scan === null ? [] : [scanText(scan)]),
  ].join('\n');
}

function whatOf({ state, because, planned, isLeft }: Night): string {
  if (isLeft) return 'no worker takes it: npm run worker';
  if (planned === null) return `${state}${because === null ? '' : ` (${because})`}`;
  const run = 'runId' in planned ? `. See it: npm run status -- ${planned.runId}` : '';
  return `ended, ${CAME_TO[planned.kind]}${run}`;
}

/** As of `status`: 4 where a person has to do something, 5 where the night did not come through. */
export function nightExit({ night, steps, scan }: NightStatus): number {
  if (night !== null && night.state !== 'running' && night.planned === null) return EXIT.unfinished;
  if (night?.isLeft || steps.some(({ needsPerson }) => needsPerson)) return EXIT.waiting;
  return scan === null ? EXIT.done : scanExit(scan);
}
