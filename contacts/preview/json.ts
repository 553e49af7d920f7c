import { datesText } from '../csv/dates.ts';
import { formatText } from '../csv/format/csv-format.ts';
import { rejectedGroups } from '../planning/rejected-groups.ts';
import type { PreviewSummary } from './summary.ts';
import type { CallRate } from './text.ts';

/** A preview as one object for other programs. */
export function previewJson(summary: PreviewSummary, rate: CallRate): Record<string, unknown> {
  const { findings, estimates, strategies, ...rest } = summary;
  const { rejected, repeatedIds, ...counts } = findings;
  const seconds = (calls: number): number =>
    rate === null ? 0 : Math.ceil((calls / rate.calls) * (rate.windowMs / 1000));
  const withSeconds = (key: keyof typeof estimates) => ({ ...estimates[key], seconds: seconds(estimates[key].calls) });
  return {
    ...rest,
    ...counts,
    readAs: `${formatText(counts.format)}${datesText(counts.dates)}`,
    rejected: rejected.map(({ line, column, problem }) => ({ line, column, reason: problem })),
    rejectedGroups: rejectedGroups(rejected, counts.footer),
    repeatedIds,
    clusters: { auto: estimates.auto.clusters, review: estimates.review.clusters, blocked: estimates.blocked.clusters },
    mergeActions: estimates.auto.pairs + estimates.review.pairs,
    strategies,
    estimates: { auto: withSeconds('auto'), review: withSeconds('review'), blocked: withSeconds('blocked') },
  };
}
