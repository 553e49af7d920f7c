import { count, crmName } from '../kit/phrases.ts';
import { lostText } from '../undo/lost-words.ts';
import { mainRelation } from './nouns.ts';
import type { ReportPage } from './report-page.ts';

/** What there is to go back with, and what there is not. */
export function takeBackText({ head, description }: ReportPage): string[] {
  const { one, many } = mainRelation(description).noun;
  const all = description.relations.length === 0 ? 'all' : `every field, ${one}, message and attachment`;
  const { counts, crm, redirects, run } = head;
  const backups = `What was there before is kept: for each pair that was merged, verified backups of both contacts from before the merge, with ${all} that the token could see.`;
  const led = redirects - counts.undone;
  const links = `Links to the ${count(counts.succeeded, 'old id')} can be followed: redirects.csv names the contact that was kept for ${led === counts.succeeded ? 'each' : `${led} of them`}.`;
  if (description.restoring === undefined)
    return [
      `Not by machine: ${crmName(crm)} cannot undo a merge, and has no way to set back what it changed.`,
      backups,
      'Whom the plan says can be made anew, a person can make by hand from them. A contact that is made anew has a new id.',
      links,
    ];
  const lost = `What never comes back: ${lostText(description.restoring.lost)}. A contact that is made anew has a new id.`;
  if (description.restoring.knownBy === 'address')
    return [
      `Not all: ${crmName(crm)} has no unmerge. The verb undo (of run ${run}) makes anew who has an e-mail of its own on which nobody refuses messages, by that e-mail and never by the phone, which stays with the contact that was kept; the list of pairs says of each whether it can. Its preview shows it first and writes nothing.`,
      'For all others the merge is final: what they had is in the backups.',
      lost,
      backups,
      links,
    ];
  return [
    `Yes, as a reconstruction: ${crmName(crm)} has no unmerge, so the verb undo (of run ${run}) makes each contact anew from its backup, gives it its fields and its ${many} back, and the contact that was kept what it had before. Its preview shows it first and writes nothing.`,
    `What somebody has changed since is theirs: it is shown, and overwritten only on a person’s word. Opt-outs stay at the strictest.`,
    lost,
    backups,
    links,
  ];
}

/** What an undo has taken back already. */
export function takenBackText({ head: { counts } }: ReportPage): string[] {
  const { undone } = counts;
  if (undone === 0) return [];
  return [
    `${count(undone, 'merge')} of this run ${undone === 1 ? 'is' : 'are'} taken back already: each contact is there again under a new id, to which redirects.csv leads. There is no undo of an undo.`,
  ];
}

/** For a run that has no proven merge. */
export function nothingMergedText({ summary }: ReportPage, crm: string): string[] {
  if (summary.unproven === 0) return ['There is nothing to take back: this run sent no merge.'];
  return [
    `No merge is proven, so there is nothing known to take back. ${count(summary.unproven, 'request')} may have changed something in ${crm}: look at these contacts first. Verified backups of them exist.`,
  ];
}
