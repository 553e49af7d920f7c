import type { PreviewSummary } from '../../contacts/preview/summary.ts';
import { mask } from '../../log/mask.ts';

/** A preview whose reasons show no address: `explain` does. */
export function maskedReview(summary: PreviewSummary): PreviewSummary {
  return { ...summary, review: summary.review.map((one) => ({ ...one, reason: mask(one.reason) })) };
}
