import { listed } from '../../contacts/words/listed.ts';
import { count, crmName, dateTime, grouped } from '../kit/phrases.ts';
import { capital, hadText, mainRelation, nounsOf } from './nouns.ts';
import type { ReportPage } from './report-page.ts';
import { nothingMergedText, takeBackText, takenBackText } from './take-back.ts';

/** The whole report in one line. */
export function headline({ head, summary }: ReportPage): string {
  const { counts, dryRun, state } = head;
  const left = summary.stoppedTotal;
  const merged = dryRun ? counts.wouldMerge : counts.succeeded;
  const begin = dryRun ? 'Rehearsal: ' : '';
  if (merged + left === 0) {
    const isDone = counts.alreadyDone > 0 && counts.alreadyDone === counts.approved;
    const before = `nothing left to merge, ${count(counts.alreadyDone, 'pair')} merged before`;
    const back = `${count(counts.undone, 'duplicate contact')} merged, and taken back`;
    if (counts.undone > 0) return capital(back);
    const text = state === 'open' ? 'nothing is merged yet' : isDone ? before : 'nothing was merged';
    return capital(`${begin}${text}`);
  }
  const what = `${count(merged, 'duplicate contact')} ${dryRun ? 'would be merged' : 'merged'}${state === 'open' ? ' so far' : ''}`;
  return capital(`${begin}${what}${left > 0 ? `, ${grouped(left)} need a look` : ''}`.replace(', 1 need', ', 1 needs'));
}

/** "What exactly did it do?", in plain sentences: one paragraph each. */
export function whatItDid(page: ReportPage): string[] {
  const paragraphs = [stateOfRun(page), ...whatWasMerged(page), whatStopped(page), whatWasLeft(page)];
  const texts = paragraphs.map((sentences) => sentences.join(' ')).filter((text) => text !== '');
  return texts.length > 0 ? texts : ['Nothing: the plan has no pair to merge.'];
}

/** "Can we take it back?" */
export function canBeTakenBack(page: ReportPage): string[] {
  const { counts, dryRun, crm } = page.head;
  if (dryRun)
    return ['There is nothing to take back. A rehearsal reads and makes backups, and sends no change to the CRM.'];
  if (counts.succeeded > 0) return [...takenBackText(page), ...takeBackText(page)];
  return counts.undone > 0 ? takenBackText(page) : nothingMergedText(page, crmName(crm));
}

function stateOfRun({ head: { state, dryRun, endedAt, writtenAt } }: ReportPage): string[] {
  const lines: string[] = [];
  if (state === 'open') lines.push(`The run is not over. This is how it stood on ${dateTime(writtenAt)}.`);
  if (state === 'cancelled') lines.push(`The run was cancelled, and ended on ${dateTime(endedAt ?? writtenAt)}.`);
  if (state === 'failed') lines.push('The run ended before its work was done.');
  if (dryRun)
    lines.push('This was a dry run: every step was taken but the merges, and nothing in the CRM was changed.');
  return lines;
}

function whatWasMerged({ head, summary, description }: ReportPage): string[][] {
  const { counts, crm, org, consent, conserved, followed, dryRun } = head;
  const main = mainRelation(description);
  const nouns = nounsOf(description);
  const where = `${crmName(crm)} (organization ${org})`;
  if (dryRun && counts.wouldMerge > 0) {
    const made = `${count(summary.backups, 'backup')} ${summary.backups === 1 ? 'was' : 'were'} made for it.`;
    return [
      [
        `With the same plan and unchanged contacts a real run would merge ${count(counts.wouldMerge, 'duplicate contact')} in ${where}.`,
        made,
      ],
    ];
  }
  if (counts.succeeded === 0) return [];
  const kept = `${count(conserved.contacts, 'contact')} that ${conserved.contacts === 1 ? 'was' : 'were'} kept`;
  const optOuts = consent !== 'not checked' && consent.tightened > 0;
  return [
    [
      `It merged ${count(counts.succeeded, 'duplicate contact')} into ${kept}, in ${where}.`,
      nouns.length === 0
        ? 'Before each merge, both contacts were saved with all that the token could see of them, and the saved files were checked.'
        : `Before each merge, both contacts were saved with their ${[...nouns.map(({ many }) => many), 'messages'].join(', ')} and attachments, and the saved files were checked.`,
    ],
    nouns.length === 0
      ? [
          'After each merge the CRM was read again: the merged contact is gone, in two looks apart, and the one that was kept is there.',
          ...(optOuts ? [stricterText(consent.tightened)] : []),
        ]
      : [
          `After each merge the CRM was read again: every ${main.noun.one} that either contact ${hadText(main)} is with the contact that was kept.`,
          `${count(conserved.things, main.noun.one, main.noun.many)}, none lost.`,
          ...nouns
            .filter(({ many }) => (followed[many]?.pairs ?? 0) > 0)
            .map(
              ({ one, many }) =>
                `It takes part in every ${one} that either took part in: ${count(followed[many]?.followed ?? 0, one, many)} followed.`,
            ),
          ...(optOuts ? [stricterText(consent.tightened)] : []),
        ],
  ];
}

function stricterText(pairs: number): string {
  return `Opt-outs were made stricter for ${count(pairs, 'pair')}, and never looser.`;
}

function whatStopped({ head: { counts, dryRun }, summary }: ReportPage): string[] {
  const { stoppedTotal, unsent, unproven } = summary;
  if (stoppedTotal === 0) return [];
  const kinds = (['held', 'drifted', 'skipped', 'failed'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${grouped(counts[kind])} ${kind === 'drifted' ? 'back in review' : kind}`);
  const what = dryRun ? 'stopped on the way' : `${stoppedTotal === 1 ? 'was' : 'were'} not merged`;
  const lines = [
    `${count(stoppedTotal, 'pair')} ${what}: ${kinds.length === 1 ? kinds[0]?.replace(/^\S+ /, '') : listed(kinds)}.`,
  ];
  const notApplied = stoppedTotal - unsent - unproven;
  const of = (n: number): string => (n === stoppedTotal ? (n === 1 ? 'it' : 'all of them') : `${grouped(n)} of them`);
  if (unsent > 0 && !dryRun) lines.push(`For ${of(unsent)} no merge was sent.`);
  if (notApplied > 0) lines.push(`For ${of(notApplied)} a merge was sent, and proven not to have been applied.`);
  if (unproven > 0)
    lines.push(
      `For ${of(unproven)} a merge was sent and nothing proves what came of it: look at these in the CRM first.`,
    );
  return lines;
}

function whatWasLeft({ head: { counts } }: ReportPage): string[] {
  const lines: string[] = [];
  const were = (n: number): string => `${count(n, 'pair')} ${n === 1 ? 'was' : 'were'}`;
  const unapproved = counts.identified - counts.approved;
  if (counts.alreadyDone > 0) lines.push(`${were(counts.alreadyDone)} merged by an earlier run.`);
  if (counts.notStarted > 0) lines.push(`${were(counts.notStarted)} approved and not started.`);
  if (counts.settledMerged > 0)
    lines.push(`${were(counts.settledMerged)} settled as merged by a person’s word: nothing proves it.`);
  if (counts.settledApart > 0)
    lines.push(`${were(counts.settledApart)} settled as apart by a person’s word: nothing proves it.`);
  if (counts.abandoned > 0) lines.push(`${were(counts.abandoned)} given up by a person.`);
  if (counts.open > 0) lines.push(`${count(counts.open, 'pair')} ${counts.open === 1 ? 'is' : 'are'} still to come.`);
  if (unapproved > 0) lines.push(`${were(unapproved)} not approved, and not touched.`);
  if (counts.blocked > 0) lines.push(`${count(counts.blocked, 'pair')} may not be merged by the rules.`);
  return lines;
}
