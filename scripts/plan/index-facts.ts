import { counted } from '../../contacts/words/counted.ts';
import type { Scan } from '../../store/base/scans.ts';

const HOUR_MS = 3_600_000;
const OLD_HOURS = 24;

/** Which scan a preview, or a plan, is of. */
export interface IndexFacts {
  id: number;
  org: string;
  /** ISO 8601. */
  endedAt: string;
  /** Since then. */
  hours: number;
}

export function indexFacts({ id, org, startedAt, endedAt }: Scan): IndexFacts {
  const ended = (endedAt ?? startedAt).toISOString();
  return { id, org, endedAt: ended, hours: hoursSince(ended) };
}

/** Whole ones. */
export function hoursSince(at: string): number {
  return Math.floor((Date.now() - Date.parse(at)) / HOUR_MS);
}

export function indexText({ id, org, endedAt, hours }: IndexFacts): string {
  const old = hours >= OLD_HOURS ? `, ${counted(hours, 'hour')} ago: scan again before anything merges` : '';
  return `Scan ${id} of ${org}, complete since ${endedAt}${old}`;
}
