import { durationText } from '../../contacts/words/duration-text.ts';
import type { Wait } from '../../control/status/waits.ts';
import { clockText } from './clock-text.ts';

/** Why a run waits, in a few words: `429, goes on 14:02:31 UTC`. */
export function waitReason({ for: what, until, because }: Wait, now: number): string {
  switch (what) {
    case 'crm':
      return `429, goes on ${until === null ? 'later' : clockText(until)}`;
    case 'budget':
      return `budget is full, goes on in ${durationText(until === null ? 0 : Date.parse(until) - now)}`;
    case 'decision':
      return 'waits for a decision';
    case 'resume':
      return `paused: ${because ?? 'by a person'}`;
    case 'worker':
      return 'no worker answers';
    case 'postgres':
      return 'Postgres does not answer';
    case 'temporal':
      return 'Temporal does not answer';
  }
}
