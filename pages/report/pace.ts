import type { RateLimit } from '../../config/rate-limit.ts';

export interface Pace {
  bucketMs: number;
  /** From the first pair that was done to the last one, none left out. */
  buckets: { at: string; perMinute: number }[];
  average: number;
  /** Most pairs per minute that the limit allows, when each takes as many calls as these did. Null without a limit. */
  ceiling: number | null;
  callsPerPair: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WIDTHS = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400].map((seconds) => seconds * SECOND);
const MOST_BUCKETS = 48;

/** Pairs per minute over time. Null when none was done. */
export function paceOf(options: { finishedAt: readonly string[]; rateLimit: RateLimit; calls: number }): Pace | null {
  const times = options.finishedAt.map((at) => Date.parse(at));
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  const bucketMs = widthFor(last - first);
  const start = Math.floor(first / bucketMs) * bucketMs;
  const pairs = Array.from({ length: Math.floor((last - start) / bucketMs) + 1 }, () => 0);
  for (const time of times) {
    const bucket = Math.floor((time - start) / bucketMs);
    pairs[bucket] = (pairs[bucket] ?? 0) + 1;
  }
  const callsPerPair = options.calls / times.length;
  const limit = options.rateLimit;
  return {
    bucketMs,
    buckets: pairs.map((n, index) => ({
      at: new Date(start + index * bucketMs).toISOString(),
      perMinute: (n * MINUTE) / bucketMs,
    })),
    average: (times.length * MINUTE) / Math.max(last - first, bucketMs),
    ceiling: limit === null || callsPerPair === 0 ? null : (limit.calls * MINUTE) / limit.windowMs / callsPerPair,
    callsPerPair,
  };
}

function widthFor(spanMs: number): number {
  const fits = WIDTHS.find((width) => spanMs / width < MOST_BUCKETS - 1);
  return fits ?? Math.ceil(spanMs / (MOST_BUCKETS - 1) / 86_400_000) * 86_400_000;
}
