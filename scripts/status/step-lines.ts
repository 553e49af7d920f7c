import type { Activities } from '../../activities/index.ts';
import { durationText } from '../../contacts/words/duration-text.ts';
import type { WaitingStep } from '../../control/status/waiting-steps.ts';
import { failureText, STEP_WORDS, waitName } from '../../pages/kit/step-words.ts';
import type { StatusLine } from './lay-out.ts';
import { clockText } from './waiting-lines.ts';

/** Shown to a person, those that need one first; `--json` has all. */
const MOST_SHOWN = 6;

/** Every step has words. */
const STEPS: Record<keyof Activities, string> = STEP_WORDS;

/** Each step that waits, `own` where it is no cluster's: which, the how manieth try, since when, why, and when it goes on. */
export function stepLines(steps: readonly WaitingStep[], now: number, own = 'the run'): StatusLine[] {
  const shown = steps
    .toSorted((one, other) => Number(other.needsPerson) - Number(one.needsPerson))
    .slice(0, MOST_SHOWN);
  const hidden = steps.length - shown.length;
  if (steps.length === 0) return [];
  return [
    { text: 'Steps that wait:' },
    ...shown.map((step): StatusLine => {
      const text = `  ${whoseText(step, own)}  ${stepText(step, now)}`;
      return step.needsPerson ? { text: `${text}. This needs a person`, tone: 'bad' } : { text };
    }),
    ...(hidden > 0 ? [{ text: `  and ${hidden} more: --json lists them` }] : []),
  ];
}

function whoseText({ cluster, pair, watch }: WaitingStep, own: string): string {
  if (pair === null) return cluster ?? own;
  return watch ? `refusals of ${pair}` : `resolve ${pair}`;
}

function stepText({ step, attempt, since, failure, nextAt, waitsFor }: WaitingStep, now: number): string {
  const name = Object.hasOwn(STEPS, step) ? STEPS[step as keyof Activities] : step;
  const waits = waitsFor === null ? null : waitName(waitsFor);
  return [
    `${name}, attempt ${attempt}`,
    ...(since === null ? [] : [`for ${durationText(now - Date.parse(since))}`]),
    ...(waits === null ? [] : [waits]),
    ...(failure === null ? [] : [`last failure: ${failureText(failure)}`]),
    ...(nextAt === null ? [] : [Date.parse(nextAt) > now ? `again at ${clockText(nextAt)}` : 'again now']),
  ].join(', ');
}
