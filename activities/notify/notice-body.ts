import { createHmac } from 'node:crypto';
import type { NotifySettings } from '../../config/notify-settings.ts';
import { counted } from '../../contacts/words/counted.ts';
import type { NoticeEvent } from '../../store/nights/notice-event.ts';
import type { Notice } from '../../store/nights/try-notice.ts';
import type { NightProblem } from '../../store/nights/write-notices.ts';

export interface Signed {
  body: string;
  headers: Record<string, string>;
}

/** A notice as it goes out. `now` in milliseconds; the signature is over `timestamp.body`, the timestamp in seconds. */
export function signedNotice(
  notice: Notice,
  { secret, format }: Pick<NotifySettings, 'secret' | 'format'>,
  now: number,
): Signed {
  const body = JSON.stringify(format === 'slack' ? { text: noticeText(notice) } : notice);
  const timestamp = String(Math.floor(now / 1000));
  const headers = {
    'content-type': 'application/json',
    'x-dedupe-id': notice.id,
    'x-dedupe-event': notice.event,
    'x-dedupe-timestamp': timestamp,
  };
  if (secret === null) return { body, headers };
  const mac = createHmac('sha256', secret.reveal()).update(`${timestamp}.${body}`).digest('hex');
  return { body, headers: { ...headers, 'x-dedupe-signature': `sha256=${mac}` } };
}

/** In words, for people. */
function noticeText(notice: Notice): string {
  const { event, run, profile, organization, dryRun, facts } = notice;
  if (event === 'alert') return `contact-dedupe: ${problemsText(facts)}`;
  return `contact-dedupe: ${dryRun ? 'dry run' : 'run'} ${run} (${profile}, organization ${organization}) ${OF_RUN[event](facts)}`;
}

/** What a run is said to do. An event without words here does not compile. */
const OF_RUN: Record<Exclude<NoticeEvent, 'alert'>, (facts: Notice['facts']) => string> = {
  'run-waits': ({ undecided }) => `waits for a decision on ${counted(Number(undecided), 'cluster')}`,
  'run-paused': ({ by, why }) => `is paused by ${by}${why == null ? '' : ` (${why})`}`,
  'run-ended': ({ state }) => `has ended as ${state}`,
  'consent-failed': ({ pair }) =>
    `has merged pair ${pair}, and the contact that was kept does not refuse what it must: it is refused again until it does`,
  'contact-restored': ({ duplicate, sightings }) =>
    `finds ${duplicate} alive again after its merge, in ${sightings} runs: ERR_DEDUP_013`,
};

function problemsText({ problems }: Notice['facts']): string {
  return (problems as NightProblem[]).map(problemText).join('; ');
}

function problemText({ code, values }: NightProblem): string {
  switch (code) {
    case 'no-success':
      return `profile ${values.profile}, organization ${values.organization}: last success ${values.at ?? 'never yet'}`;
    case 'run-waits':
      return `run ${values.run} waits for a person (${values.for})`;
    case 'schedule-late':
      return `schedule ${values.schedule}: last success ${values.at ?? 'never yet'}, more than two nights ago`;
    case 'refusals-missing':
      return `pair ${values.pair} is merged, and the contact that was kept does not refuse what it must`;
    case 'no-worker':
      return 'no worker is up';
    case 'temporal-away':
      return 'Temporal does not answer';
  }
}
