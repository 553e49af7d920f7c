import type { Progress, Stage } from '../../matching/progress.ts';
import { say } from '../cli/print.ts';

const EVERY_MS = 2_000;
const WORDS: Record<Stage, string> = {
  normalise: 'reading done, bringing what was written into one form',
  prepare: 'preparing',
  block: 'choosing whom to compare',
  compare: 'comparing pairs',
  learn: 'learning what an agreement is worth',
  weigh: 'weighing pairs',
  cluster: 'bringing together',
  band: 'looking for what speaks against it',
};

/** Says on a terminal how far a match is, at most once in two seconds, and of a short one nothing. */
export function tellProgress(): (progress: Progress) => void {
  if (process.stderr.isTTY !== true) return () => {};
  let told = performance.now();
  return ({ stage, done, of }) => {
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    const far = of === 0 ? '' : `: ${done.toLocaleString('en-US')} of ${of.toLocaleString('en-US')}`;
    say(`${WORDS[stage]}${far}`);
  };
}
