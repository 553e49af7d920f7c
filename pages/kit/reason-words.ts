import { fieldWords } from '../../contacts/explain/matched-words.ts';
import { counted, nounFor } from '../../contacts/words/counted.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { Damage } from '../../store/backups/damage.ts';
import type { LeftThings, Reason, ReasonCode, ReasonValues, Said, TokenRefused } from '../../store/reasons.ts';
import { crmName } from './phrases.ts';
import type { Saying } from './saying.ts';
import { UNDO_WORDS } from './undo-reason-words.ts';

const EXACTLY: Saying = {
  contact: (id) => id,
  pair: (id) => id,
  run: (id) => `run ${id}`,
  number: String,
  counted,
  verb: nounFor,
  some: (n, things, one, many) => (n === 1 ? `1 of the ${things} ${one}` : `${n} ${things} ${many}`),
  state: (word) => word,
  details: (parts) => `: ${parts.join('; ')}`,
};

/** For what many cases have in common. */
const IN_GENERAL: Saying = {
  contact: () => 'a contact',
  pair: () => 'another pair',
  run: () => 'another run',
  number: () => 'N',
  counted: (_, one, many = `${one}s`) => `N ${many}`,
  verb: (_, __, many) => many,
  some: (_, things, __, many) => `N ${things} ${many}`,
  state: () => 'in some state',
  details: () => '',
};

type Words = { [Code in ReasonCode]: (values: ReasonValues[Code], say: Saying) => string };

const REFUSED: Record<TokenRefused, string> = {
  merge: 'the CRM refused the token (401 or 403) for a merge',
  'opt-out': 'the CRM refused the token (401 or 403) for an opt-out',
  reference: 'the CRM refused the token (401 or 403) for an external reference',
  reading: 'the CRM refused the token (401)',
  undo: 'the CRM refused the token (401 or 403) for taking a merge back',
};

const NOT_AGAIN: Record<'paused' | 'disk' | TokenRefused, string> = {
  paused: 'the run is paused: resume it, then resolve again',
  disk: 'the disk of the backups cannot be used',
  ...REFUSED,
};

/** What the system says of a disk, in words, with its code. */
function diskWords(failure: string): string {
  if (failure === 'ENOSPC' || failure === 'EDQUOT') return `the disk of the backups is full (${failure})`;
  if (failure === 'EROFS') return `the disk of the backups is read-only (${failure})`;
  return `the folder of the backups cannot be written to (${failure})`;
}

/** What a merge that took the duplicate away has not brought to the primary. */
const LEFT: Record<LeftThings['how'], (left: LeftThings, say: Saying) => string> = {
  named: ({ count, things }, say) => `${say.some(count, things, 'still names', 'still name')} it`,
  listed: ({ count, things: thing }, say) => `its ${thing} list still shows ${say.number(count)}`,
  without: ({ count, things }, say) =>
    say.some(count, things, 'of the two is without the primary', 'of the two are without the primary'),
  'taken-part-in': ({ count, things }, say) => `it still takes part in ${say.some(count, things, '', '').trimEnd()}`,
};

function damageWords(damage: Damage): string {
  switch (damage.is) {
    case 'unknown':
      return 'no backup has this digest';
    case 'outside':
      return 'its folder does not lie in the backup folder';
    case 'missing':
      return `${damage.file} is missing`;
    case 'changed':
      return `${damage.file} has changed`;
    case 'link':
      return `${damage.file} is a symbolic link, which is not followed`;
    case 'not-listed':
      return `${damage.file} does not belong to the backup`;
    case 'another-list':
      return `${damage.file} is not the one the ledger knows`;
    case 'resized':
      return `${damage.file} has ${counted(damage.bytes, 'byte')}, expected ${damage.expected}`;
  }
}

/** What the CRM means by the status with which it has refused a merge. */
const REFUSED_BY: Record<number, string> = {
  409: ': one of them is being merged',
  422: ': they are of different places, which is for a person',
};

/** A code without words here does not compile. */
const WORDS: Words = {
  unknown: () => 'for a reason that was not recorded',

  'not-in-crm': ({ contact }, say) => `${say.contact(contact)} is not in the CRM any more`,
  gone: ({ contact }, say) => `${say.contact(contact)} is no longer there`,
  'other-contact': ({ contact }, say) => `${say.contact(contact)} is another contact now`,
  'fields-changed': ({ contact }, say) => `the fields of ${say.contact(contact)} were changed`,
  'things-lost': ({ contact, lost, things }, say) =>
    `${say.contact(contact)} has lost ${say.number(lost)} of its ${things}`,
  'no-reading': ({ contact }, say) => `there is no reading of ${say.contact(contact)}`,
  'no-accepted-reading': ({ contact }, say) => `there is no accepted reading of ${say.contact(contact)}`,
  'fewer-things': ({ contact, planned, found, things, crm }, say) =>
    `the CSV says ${say.number(planned)} ${things} for ${say.contact(contact)}, ${crmName(crm)} has ${say.number(found)}`,
  'other-email': ({ contact, crm }, say) =>
    `the e-mail of ${say.contact(contact)} in ${crmName(crm)} is not the one in the CSV`,
  'changed-since-plan': ({ contact, crm }, say) =>
    `${say.contact(contact)} was changed in ${crmName(crm)} since the plan was made: make a new one`,
  'names-differ': ({ contacts }, say) =>
    `the CRM's names of ${listed(contacts.map(say.contact))} contradict each other: a person must say whether they are one`,
  'states-differ': ({ contacts, states }, say) =>
    `${listed(contacts.map((contact, at) => `${say.contact(contact)} is ${say.state(states[at] ?? '')}`))}: a person must say whether to merge them`,
  'match-changed': ({ contacts, fields }, say) =>
    `${listed(contacts.map(say.contact))} do not agree in the CRM as the plan says (${fields.map(fieldWords).join(', ')}): a person must say whether they are one`,
  'not-mergeable': ({ crm, rule }) => `${crmName(crm)} does not merge such a pair (${rule})`,

  'backup-failed': ({ contact, failure }, say) => `the backup of ${say.contact(contact)} failed: ${failure}`,
  'backup-missing': ({ contact }, say) => `there is no complete backup of ${say.contact(contact)}`,
  'backup-damaged': ({ contact, problems, damage }, say) =>
    `the backup of ${say.contact(contact)} is damaged${say.details(damage?.map(damageWords) ?? problems)}`,
  'reading-failed': ({ failure }) => `reading from the CRM failed: ${failure}`,
  'kills-worker': ({ workers, step, part, at }, say) =>
    `${say.counted(workers, 'worker was', 'workers were')} lost over it at the same place: ${step}, ${part === '' ? 'at its beginning' : `${part}, ${say.number(at)}`}`,
  'step-failed': ({ failure }) =>
    `a step failed again and again for it alone (${failure}): something of this contact cannot be handled, see the log`,

  cancelled: () => 'cancelled before it was sent',
  'merged-before': ({ duplicate, primary, run, survivor }, say) =>
    `${say.contact(duplicate)} was merged into ${say.contact(primary)} by ${say.run(run)}${survivor === undefined ? '' : `, and is ${say.contact(survivor)} now`}`,
  'told-changed': ({ contact }, say) =>
    `the CRM has said that ${say.contact(contact)} was changed, merged or deleted right before the merge`,
  restored: ({ duplicate, primary, run, sightings }, say) =>
    `${say.contact(duplicate)} was merged into ${say.contact(primary)} by ${say.run(run)}, and is alive again: seen by ${say.counted(sightings, 'run')}${sightings < 3 ? '' : ' (ERR_DEDUP_013): find out who restores it'}`,
  'merged-earlier': ({ pair, run }, say) => `merged as ${say.pair(pair)} by ${say.run(run)}`,
  'taken-back': ({ contact, run, now }, say) =>
    `${say.contact(contact)} was merged by ${say.run(run)}, taken back, and is ${say.contact(now)} now`,
  'locked-by-undo': ({ undo }) => `locked by undo ${undo}: when it has ended, the next run goes on`,
  'waits-for': ({ pair }, say) => `waits for ${say.pair(pair)}: when that one is resolved, the next run goes on`,
  'cluster-undecided': ({ pair }, say) => `not begun: a person has to look at ${say.pair(pair)} of its cluster first`,
  'cluster-held': ({ pair }, say) => `not begun: ${say.pair(pair)} held its cluster`,
  'sent-too-often': ({ sends, most }, say) => `sent ${say.counted(sends, 'time')} already: no more than ${most}`,
  locked: ({ pair }, say) => `locked by ${say.pair(pair)}`,
  'no-connection': ({ refused }, say) =>
    `unreachable: ${say.counted(refused, 'connection for the merge was', 'connections for the merge were')} refused`,
  'too-late-to-send': ({ times, databaseMs, mostMs }, say) =>
    `too late: ${say.counted(times, 'time')} the merge could not leave within ${mostMs} ms, ${
      databaseMs > mostMs / 2
        ? `since the database takes ${say.number(databaseMs)} ms to commit: bring worker and database closer together`
        : 'since the worker was asleep or too busy'
    }`,
  'not-sent-again': ({ because }) => `not applied, and not sent again: ${NOT_AGAIN[because]}`,
  'not-backed-up-anew': () => 'a resolved pair is not backed up anew: start a run for it',
  'taken-over': ({ run }, say) => `taken over by ${say.run(run)}`,
  'run-ended': ({ state }) => `the run ended while the pair was '${state}'`,
  abandoned: () => 'abandoned by a person',
  'settled-merged': () => 'a person says that they are merged; nothing proves it',
  'settled-apart': () => 'a person says that they were not merged; nothing proves it',
  refused: ({ decision, contacts }, say) => {
    const who = `${listed(contacts.map(say.contact))} are not one person`;
    return decision === 0
      ? `${who}, as the list of those who are never merged says`
      : `${who}, as a person has said: decision ${say.number(decision)}`;
  },
  'kept-apart': ({ pair }, say) => `a person settled ${say.pair(pair)} as apart: its duplicate is not sent again`,
  stands: ({ state }) => state,
  'shown-no-more': () =>
    'it was proven to be merged, and what followed the duplicate is with the primary no more: somebody has changed it since',

  'primary-gone': ({ contact }, say) => `${say.contact(contact)} itself is gone`,
  'merged-elsewhere': ({ contact }, say) => `the duplicate was merged into ${say.contact(contact)}`,
  'things-elsewhere': ({ count, things }, say) =>
    `${say.some(count, things, 'is', 'are')} with neither of the two contacts`,
  unproven: ({ proofs }) =>
    `unproven: the duplicate is gone, but had no ${proofs.join(' or ') || 'thing'} of its own and our request was not acknowledged`,
  'not-applied': ({ answered }) =>
    `not applied: both contacts are as they were, long after the request${answered === undefined ? '' : ` (${answered}${REFUSED_BY[answered] ?? ''})`}`,
  'still-there': ({ things }) => `partial: ${things.join(' or ')} moved, but the duplicate is still there`,
  'left-behind': ({ left }, say) =>
    `partial: the duplicate is gone, but ${left.map((one) => LEFT[one.how](one, say)).join(', and ')}`,
  'no-evidence': () => 'unproven: the backups that hold what it was before are gone or damaged',
  unreadable: () => 'unreadable: sent, but the CRM would not show what became of it',

  'consent-loosened': ({ contact, fields, failure }, say) =>
    `consent: ${fields.join(', ')} of ${say.contact(contact)} is looser than before the merge${failure === null ? '' : ` (${failure})`}`,
  'compliance-failed': ({ contact, fields, failure }, say) =>
    `consent: merged, and ${fields.join(', ')} of ${say.contact(contact)} is not refused as it must be${failure === null ? '' : ` (${failure})`}; it is refused again until a read shows it`,
  'consent-unknown': ({ contact, field, value }, say) =>
    `consent: ${field} of ${say.contact(contact)} has ${value === null ? 'a value' : `the value '${value}'`} that the rules read neither as opted in nor as opted out: add it to the line 'opted_in' or 'opted_out' of that field${value === null ? '' : `, such as opted_in: ['${value}']`}`,
  'no-own-address': ({ contact }, say) =>
    `${say.contact(contact)} shares all that it could be asked for by with another contact, so that it cannot be merged by machine`,
  'address-not-own': ({ contact }, say) =>
    `what ${say.contact(contact)} was asked for by answers with another contact, or with nobody`,
  'not-refusable': ({ fields }) =>
    `consent: ${fields.join(', ')} must be refused first, and no call of the CRM does it`,
  'refused-too-much': ({ places }, say) =>
    `consent: marketing would be lost in ${say.counted(places, 'place')} where all of them wanted it, and nobody has approved that`,
  'taken-channel-refused': ({ fields }) =>
    `consent: ${fields.join(', ')} would be taken over, and must be refused from the first moment: no call of the CRM does that`,
  'taken-channel-opted-in': ({ fields }) =>
    `consent: ${fields.join(', ')} would be taken over, and nobody has shown that the CRM does not opt it in by itself`,
  'value-not-given': ({ fields, failure }) => `${fields.join(', ')} could not be carried over (${failure})`,
  'merge-unproven': ({ crm }) => `nobody has shown that ${crmName(crm)} merges in this organization`,
  'consent-not-tightened': ({ fields, failure }) => `consent: ${fields.join(', ')} could not be tightened (${failure})`,

  'ref-paused': () => 'external reference: the run is paused; resume it, then start the plan again',
  'ref-cancelled': () => 'external reference: cancelled before it was changed',
  'ref-step-failed': ({ failure }) => `external reference: ${failure}`,
  'ref-differs': ({ contact }, say) =>
    `external reference: ${say.contact(contact)} had another external reference than the CSV says`,
  'ref-foreign': ({ contact }, say) =>
    `external reference: that of ${say.contact(contact)} is neither the old nor the new one: somebody changed it`,
  'ref-contact-gone': ({ contact }, say) => `external reference: ${say.contact(contact)} is no longer there`,
  'ref-not-shown': () => 'external reference: written, but the CRM does not show it',
  'ref-taken': ({ failure }) => `external reference: another contact still holds the new one (${failure})`,
  'ref-unanswered': ({ failure }) => `external reference: ${failure}`,
  'ref-refused': ({ failure }) => `external reference: could not be written (${failure})`,

  'cluster-not-started': () => 'not started',
  'cluster-elsewhere': () => 'another run works on this cluster',
  'replaced-by': ({ clusters }) =>
    clusters.length === 0
      ? 'a person decided that none of it is merged'
      : `a person decided otherwise: replaced by ${listed(clusters)}`,
  'decision-undone': ({ cluster }) => `the decision that made it was taken back: cluster ${cluster} stands again`,
  'cluster-failed': () => 'the cluster workflow failed: see it in the Temporal UI',

  ...UNDO_WORDS,

  canary: ({ bad, ended }, say) => `canary: ${say.number(bad)} of ${say.counted(ended, 'cluster')} did not end as done`,
  brake: ({ bad, ended }, say) =>
    `brake: ${say.number(bad)} of ${say.counted(ended, 'cluster')} ${say.verb(bad, 'was', 'were')} held or failed`,
  'token-refused': ({ step }) => REFUSED[step],
  disk: ({ failure }) => `${diskWords(failure)}: put it right, then resume the run`,
  'run-cancelled': () => 'cancelled',
  'older-store': () =>
    'the database is an older copy: a workflow knows more than it does. What was sent before is only looked at; see "After a restore" in docs/operations.md',
  'store-copied': () => 'this database is a copy, and the run was left to the original',
  'paused-by-person': () => 'by a person',
  'paused-in-ui': () => 'by a person, from the Temporal UI',
  'everything-paused': () => 'all runs are paused by a person',
};

/** A reason in words. */
export function reasonWords(why: Reason): string {
  return inWords(why, EXACTLY);
}

/** The same without what differs from case to case: contacts, pairs, runs and numbers. */
export function generalWords(why: Reason): string {
  return inWords(why, IN_GENERAL);
}

function inWords(why: Reason, say: Saying): string {
  const words = WORDS[why.code] as (values: Reason['values'], say: Saying) => string;
  return words(why.values, say);
}

/** The reason with its text, as results and the store carry both. */
export function said(why: Reason): Required<Said> {
  return { reason: reasonWords(why), why };
}

/** The text made anew of its code: a workflow that has no words of its own sends only that. */
export function saidAgain({ reason, why }: Said): Said {
  return { reason: shownReason({ reason, why }) ?? reason, why };
}

/** Of these the text says more: nobody knows their words but who wrote it. */
const BY_TEXT: ReasonCode[] = ['unknown', 'not-mergeable'];

/** What a person reads of a reason: the words of its code; the text where there is no code, or the text says more. */
export function shownReason(kept: { reason: string | null; why?: Reason | null | undefined }): string | null {
  const { reason, why } = kept;
  if (why == null || !(why.code in WORDS)) return reason;
  return BY_TEXT.includes(why.code) ? (reason ?? reasonWords(why)) : reasonWords(why);
}
