import { rejectedText } from '../../contacts/preview/rejected-text.ts';
import type { PreviewSummary } from '../../contacts/preview/summary.ts';
import { counted } from '../../contacts/words/counted.ts';

/** What a plan of a match holds, for programs. */
export function plannedJson({ planDigest, crm, profile, estimates, findings }: PreviewSummary): object {
  const { auto, review, blocked } = estimates;
  return {
    digest: planDigest,
    crm,
    profile,
    clusters: { auto: auto.clusters, review: review.clusters, blocked: blocked.clusters },
    pairs: review.pairs,
    rejected: findings.rejected.length,
  };
}

/** The same for people, with the rows that were rejected. */
export function plannedLines({ file, planDigest, crm, profile, estimates, findings }: PreviewSummary): string[] {
  const { review, blocked } = estimates;
  const more = blocked.clusters === 0 ? '' : `; ${counted(blocked.clusters, 'cluster')} more may not be merged`;
  return [
    '',
    `Plan ${planDigest.slice(0, 12)} for ${crm}, profile ${profile}: ${counted(review.clusters, 'cluster')} with ${counted(review.pairs, 'pair')}, all for a person to approve${more}`,
    ...rejectedText(file, findings),
  ];
}
