import { count, crmName } from '../kit/phrases.ts';
import { mainRelation } from './nouns.ts';
import type { ReportPage } from './report-page.ts';

/** What there is to go back with, and what there is not. */
export function takeBackText({ head, description }: ReportPage): string[] {
  const { one, many } = mainRelation(description).noun;
  const { counts, crm, redirects } = head;
  return [
    `Not with a button: ${crmName(crm)} cannot undo a merge.`,
    `What was there before is kept: for each pair that was merged, verified backups of both contacts from before the merge, with every field, ${one}, message and attachment that the token could see.`,
    `From them a person can make a contact anew and give it its ${many} back. It gets a new id.`,
    `Links to the ${count(counts.succeeded, 'old id')} can be followed: redirects.csv names the contact that was kept for ${redirects === counts.succeeded ? 'each' : `${redirects} of them`}.`,
  ];
}

/** For a run that has no proven merge. */
export function nothingMergedText({ summary }: ReportPage, crm: string): string[] {
  if (summary.unproven === 0) return ['There is nothing to take back: this run sent no merge.'];
  return [
    `No merge is proven, so there is nothing known to take back. ${count(summary.unproven, 'request')} may have changed something in ${crm}: look at these contacts first. Verified backups of them exist.`,
  ];
}
