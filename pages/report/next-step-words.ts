import type { NextStep } from './next-step.ts';

/** What to do next in words, around what to type. */
export interface StepWords {
  before: string;
  /** Null where there is nothing to type. */
  command: string | null;
  after: string;
}

const LOOK = 'look at both contacts in the CRM, then: ';

export function stepWords(step: NextStep): StepWords {
  switch (step.code) {
    case 'give-a-word': {
      const { pair, sentOnce } = step.values;
      const command = `npm run resolve -- ${pair} --by NAME --as ${sentOnce ? 'resend' : 'abandon'}`;
      return { before: '', command, after: sentOnce ? '   or abandon' : '' };
    }
    case 'look-and-resolve':
      return { before: LOOK, command: `npm run resolve -- ${step.values.pair} --by NAME --as merged`, after: '' };
    case 'look-and-approve': {
      const { run, cluster } = step.values;
      return { before: LOOK, command: `npm run approve -- ${run} --by NAME --cluster ${cluster}`, after: '' };
    }
    case 'await-next-run':
      return { before: 'the next run of the plan tries it again', command: null, after: '' };
    case 'start-again':
      return { before: '', command: 'npm run start', after: '   with the same plan tries it again' };
  }
}

/** The same as one line of text. */
export function stepText(step: NextStep): string {
  const { before, command, after } = stepWords(step);
  return `${before}${command ?? ''}${after}`;
}
