import type { DuplicateShare, ReportTargets } from '../../store/reports/types.ts';
import { count, dateTime, rounded } from '../kit/phrases.ts';

export interface TargetWords {
  name: string;
  now: string;
  wanted: string;
}

const LONG_AGO_MS = 30 * 86_400_000;

/** What is reached of what is hoped for, each in a line. */
export function targetWords({ duplicates, ...reached }: ReportTargets): TargetWords[] {
  const perMinute = (pace: number | null, things: string): string =>
    pace === null ? 'not known' : `${rounded(pace)} ${things} a minute`;
  return [
    { name: 'Duplicates', now: sharesText(duplicates), wanted: 'wanted: less than 1 % after 30 days' },
    {
      name: 'Opt-outs undone',
      now: count(reached.optOutsBack, 'merged pair'),
      wanted: 'wanted: none, and whatever is found is refused again',
    },
    { name: 'Indexed', now: perMinute(reached.indexedPerMinute, 'contacts'), wanted: 'wanted: 1,000' },
    { name: 'Merged', now: perMinute(reached.mergedPerMinute, 'clusters'), wanted: 'wanted: 100' },
  ];
}

/** Now, and as it was 30 days before, or as long ago as anybody knows. */
function sharesText(shares: readonly DuplicateShare[]): string {
  const last = shares.at(-1);
  if (last === undefined) return 'not known: no scan has counted them';
  const now = `${share(last)} of ${count(last.contacts, 'contact')}`;
  const ago = Date.parse(last.at) - LONG_AGO_MS;
  const before = shares.findLast(({ at }) => Date.parse(at) <= ago) ?? shares[0];
  return before === undefined || before === last ? now : `${now}, ${share(before)} on ${dateTime(before.at)}`;
}

export function share({ contacts, duplicates }: Pick<DuplicateShare, 'contacts' | 'duplicates'>): string {
  return `${rounded(contacts === 0 ? 0 : (100 * duplicates) / contacts)} %`;
}
