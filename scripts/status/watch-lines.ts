import { counted } from '../../contacts/words/counted.ts';
import type { RunStatus } from '../../control/status/run-status.ts';
import { failureText } from '../../pages/kit/step-words.ts';
import type { StatusLine } from './lay-out.ts';
import { clockText } from './waiting-lines.ts';

/** Merged pairs that do not refuse what they must: how often they were looked at, and when that is done again. */
export function watchLines({ watches }: Pick<RunStatus, 'watches'>): StatusLine[] {
  return watches.map((watch) => ({
    text: `Refusals that a merge took away, ${watch.pair}: ${whatOf(watch)}`,
    tone: 'bad',
  }));
}

function whatOf({ running, looks, nextAt, failure, pair }: RunStatus['watches'][number]): string {
  if (running === false)
    return `its watch does not run any more. A person: npm run resolve -- ${pair} --as settled-consent --by NAME`;
  return [
    `refused again and looked at ${counted(looks, 'time')}`,
    ...(failure === null ? [] : [`last failure: ${failureText({ type: failure, message: '' })}`]),
    ...(nextAt === null ? [] : [`again at ${clockText(nextAt)}`]),
  ].join(', ');
}
