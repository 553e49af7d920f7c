import { existsSync } from 'node:fs';
import { shellWord } from '../cli/shell-word.ts';

const PLANS = 'plans';
/** How it is shown, and nothing of the plan. */
const OF_SHOWING = ['--json', '--list'];

/** What is typed after a preview, as README goes on: a plan is written, and rehearsed before anything is merged. `given`: as the preview was called. */
export function nextCommand({ given, out }: { given: readonly string[]; out: string | null }): string {
  if (out === null) {
    const path = existsSync(PLANS) ? `${PLANS}/plan.json` : 'plan.json';
    return `npm run preview -- ${[...given.filter((word) => !OF_SHOWING.includes(word)), '--out', path].map(shellWord).join(' ')}`;
  }
  return `npm run start -- --plan ${shellWord(out)} --dry-run --approve auto --finish --wait`;
}

/** After a matching: a person looks at every cluster of its plan. */
export function nextOfMatched(out: string): string {
  return `npm run start -- --plan ${shellWord(out)} --dry-run, then npm run review -- --by "your name"`;
}
