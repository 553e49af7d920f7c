import { counted } from '../../contacts/words/counted.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import type { CodeProblem } from '../../store/orders/codes.ts';
import type { StatusLine } from './lay-out.ts';
import { clockText } from './waiting-lines.ts';

const PROBLEMS: Record<CodeProblem, string> = {
  none: 'without a code',
  unknown: 'with a code that is none of this run',
  spent: 'with a code that was spent',
  expired: 'with a code that was too old',
};

/** Who has wanted to approve or resume from elsewhere, and may not: perhaps a person who does not know how, perhaps somebody else. */
export function untrustedLines({ run, state, untrusted }: RunStatus): StatusLine[] {
  if (untrusted.length === 0) return [];
  const lines = untrusted.map(({ signal, problem, times, lastAt }): StatusLine => {
    const often = times === 1 ? 'once' : counted(times, 'time');
    return {
      text: `A signal '${signal}' came ${PROBLEMS[problem]}, ${often}, last ${clockText(lastAt)}: it did not count`,
      tone: 'bad',
    };
  });
  return state === 'open'
    ? [...lines, { text: `  Was it you? npm run code -- ${run} makes one for one signal` }]
    : lines;
}
