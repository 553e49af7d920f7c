import { counted } from '../../contacts/words/counted.ts';
import type { ScanStatus } from '../../control/scan/scan-status.ts';
import { EXIT } from '../cli/fail.ts';
import { stepLines } from '../status/step-lines.ts';

const WIDTH = 16;

const WAITS: Record<Exclude<ScanStatus['waitsFor'], 'nothing'>, (status: ScanStatus) => string> = {
  resume: ({ scan }) => `Paused. Go on: npm run resume -- ${scan}`,
  authorize: ({ crm }) =>
    `Waits until somebody lets us in, and goes on by itself then: npm run authorize -- --crm ${crm}`,
  crm: () => 'The CRM does not answer: it goes on by itself when it does',
  postgres: () => 'Postgres does not answer: it goes on by itself when it does',
  worker: () => 'No worker takes its steps: npm run worker',
  workflow: ({ crm, because }) =>
    `Its workflow does not run any more${because === null ? '' : ` (${because})`}. A new scan goes on where it was: npm run scan -- --crm ${crm}`,
};

/** What it waits for, and what to type; null where it waits for nothing. */
export function waitText(status: ScanStatus): string | null {
  return status.waitsFor === 'nothing' ? null : WAITS[status.waitsFor](status);
}

/** `[████────] 1200 contacts on 12 pages, 5400 per minute` */
export function scanLine({ contacts, pages, perMinute, expected, isFull, state }: ScanStatus): string {
  const share = expected === null || expected === 0 || !isFull ? null : Math.min(1, contacts / expected);
  const filled = state === 'complete' ? WIDTH : Math.floor((share ?? 0) * WIDTH);
  const bar = share === null && state !== 'complete' ? '' : `[${'█'.repeat(filled)}${'─'.repeat(WIDTH - filled)}] `;
  const what = counted(contacts, isFull ? 'contact' : 'changed contact');
  return `${bar}${what} on ${counted(pages, 'page')}, ${perMinute} per minute`;
}

export function scanText(status: ScanStatus): string {
  const { scan, crm, organization, state, startedAt, endedAt, rejected, because } = status;
  const times = startedAt === null ? '' : `, begun ${startedAt}${endedAt === null ? '' : `, ended ${endedAt}`}`;
  const wait = waitText(status);
  return [
    `Scan ${scan ?? '(not begun)'} of ${crm} organization ${organization}: ${state}${times}`,
    scanLine(status),
    ...(rejected > 0 ? [`${counted(rejected, 'contact')} that nothing can be planned with`] : []),
    ...(wait === null ? (state === 'cancelled' && because !== null ? [because] : []) : [wait]),
    ...stepLines(status.steps, Date.now(), 'the scan').map(({ text }) => text),
  ].join('\n');
}

/** As of `status`: 4 where a person has to do something. */
export function scanExit({ state, waitsFor, steps }: ScanStatus): number {
  if (state === 'cancelled' || waitsFor === 'workflow') return EXIT.unfinished;
  return ['resume', 'authorize', 'worker'].includes(waitsFor) || steps.some(({ needsPerson }) => needsPerson)
    ? EXIT.waiting
    : EXIT.done;
}
