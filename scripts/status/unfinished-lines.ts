import { counted } from '../../contacts/words/counted.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import { doubtWords } from '../../pages/kit/doubt-words.ts';
import { shownReason } from '../../pages/kit/reason-words.ts';
import { nextStep } from '../../pages/report/next-step.ts';
import { stepText } from '../../pages/report/next-step-words.ts';
import type { StatusLine } from './lay-out.ts';

/** Pairs and clusters shown to a person; `--json` has more. */
const MOST_SHOWN = 20;

/** What is not done, each with its reason and the command to type. */
export function unfinishedLines(status: RunStatus): StatusLine[] {
  const { pairs, clusters } = status.unfinished;
  if (pairs.length + clusters.length === 0) return [];
  const shown = pairs.slice(0, MOST_SHOWN);
  const failed = clusters.slice(0, MOST_SHOWN);
  const hidden = pairs.length + clusters.length - shown.length - failed.length;
  return [
    {
      text: `Not done: ${counted(pairs.length, 'pair')}${clusters.length > 0 ? `, ${counted(clusters.length, 'cluster')}` : ''}`,
      tone: 'bad',
    },
    ...[
      ...shown.flatMap((pair) => [
        `  ${pair.pair}  ${pair.state}${after(doubtWords(pair) ?? shownReason(pair))}`,
        `    ${stepText(nextStep(pair, status))}`,
      ]),
      ...failed.map((one) => `  ${one.cluster}  ${one.state}: ${shownReason(one) ?? 'for an unknown reason'}`),
      ...(hidden > 0 ? [`  and ${hidden} more: --json lists them`] : []),
    ].map((text) => ({ text })),
  ];
}

function after(reason: string | null): string {
  return reason === null ? '' : `: ${reason}`;
}
