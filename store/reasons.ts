import type { CrmErrorKind } from '../crm/errors.ts';
import type { Damage } from './backups/damage.ts';

/**
 * Why something was put down or stopped, as data: a code and what differs from case to case. Values are codes, ids and
 * numbers, and a CRM's own words for kinds of things (`tickets`), never a contact's data, so that they may cross into histories and logs. Words: pages/kit/reason-words.ts.
 */
export interface ReasonValues {
  /** Kept before reasons were data, and not recognized: only its text says what it was. */
  unknown: None;

  // The contacts are not what the plan, the backup or an earlier reading says.
  'not-in-crm': OfContact;
  gone: OfContact;
  'other-contact': OfContact;
  'fields-changed': OfContact;
  'things-lost': OfContact & { lost: number; things: string };
  'no-reading': OfContact;
  'no-accepted-reading': OfContact;
  'fewer-things': OfContact & { planned: number; found: number; things: string; crm: string };
  'other-email': OfContact & { crm: string };
  /** The plan is older than the contact's last change. */
  'changed-since-plan': OfContact & { crm: string };
  /** The names stand in `doubts`. */
  'names-differ': { contacts: string[] };
  'states-differ': { contacts: string[]; states: string[] };
  /** What a matching found two contacts by is not so in the CRM. The values stand in `doubts`. `fields`: as plans name them. */
  'match-changed': { contacts: string[]; fields: string[] };
  /** `rule`: the CRM's own code for why it does not merge the two; its connector has the words. */
  'not-mergeable': { crm: string; rule: string };

  // Backups and reading.
  'backup-failed': OfContact & { failure: string };
  'backup-missing': OfContact;
  /** `damage`: not more than three files. `problems`: the same as text, as versions wrote it that had no `damage`; else empty. */
  'backup-damaged': OfContact & { problems: string[]; damage?: Damage[] };
  'reading-failed': { failure: string };
  /** A step has lost so many workers at one place of it, alone in the last. `part` and `at`: how far it had come. */
  'kills-worker': { workers: number; step: string; part: string; at: number };
  /** A step failed again and again for this contact or pair alone. `failure`: its type, and its code where it has one. */
  'step-failed': { failure: string };

  // Nothing was sent.
  cancelled: None;
  /** `survivor`: where it is now, where the primary of then was merged away as well. */
  'merged-before': { duplicate: string; primary: string; run: string; survivor?: string };
  /** The CRM has told us so by itself, between the last reading and the merge. */
  'told-changed': OfContact;
  /** Merged by `run`, and alive again in the CRM: seen so by so many runs. */
  restored: { duplicate: string; primary: string; run: string; sightings: number };
  /** The same two contacts, by a pair of another cluster. */
  'merged-earlier': { pair: string; run: string };
  /** Of an export from before an undo: whoever `contact` was is `now`, in a contact of its own. */
  'taken-back': OfContact & { run: string; undo: string; now: string };
  /** An undo holds one of the two until it has ended. */
  'locked-by-undo': { undo: string };
  /** Of the same cluster: sent, and a person has to say what became of it. */
  'waits-for': { pair: string };
  /** Its cluster was held before its turn came. */
  'cluster-held': { pair: string };
  /** A person has to look at that pair of its cluster before any of them is sent. */
  'cluster-undecided': { pair: string };
  'sent-too-often': { sends: number; most: number };
  locked: { pair: string };
  'no-connection': { refused: number };
  /** COMMIT took `databaseMs` of the `mostMs` in which a merge must leave. */
  'too-late-to-send': { times: number; databaseMs: number; mostMs: number };
  'not-sent-again': { because: 'paused' | 'disk' | TokenRefused };
  'not-backed-up-anew': None;
  'taken-over': { run: string };
  'run-ended': { state: string };
  abandoned: None;
  'settled-merged': None;
  'settled-apart': None;
  /** A person said so of this pair, which has the same duplicate. */
  'kept-apart': { pair: string };
  /** A person has said that these are not one person. `decision`: 0 where the plan itself says so. */
  refused: { decision: number; contacts: string[] };
  /** Where the ledger already had the pair. */
  stands: { state: string };
  /** It was proven to be merged, and a later look does not show it. */
  'shown-no-more': None;

  // What became of a merge that was sent.
  'primary-gone': OfContact;
  'merged-elsewhere': OfContact;
  'things-elsewhere': { count: number; things: string };
  /** Without a thing of these kinds of its own. */
  unproven: { proofs: string[] };
  /** `answered`: the status by which the CRM has refused it, where one of a contact base did. */
  'not-applied': { answered?: number };
  'still-there': { things: string[] };
  /** Gone, with so many left behind. */
  'left-behind': { left: LeftThings[] };
  unreadable: None;
  /** The backups that a pair of an older version is judged by are gone or damaged. */
  'no-evidence': None;

  // Consent. `fields` are names of fields.
  'consent-loosened': OfContact & { fields: string[] } & (CrmFailure | { failure: null });
  /** Merged, and not refused as all members refuse it: a workflow of its own goes on refusing it, until a read shows it or a person ends it. */
  'compliance-failed': OfContact & { fields: string[] } & (CrmFailure | { failure: null });
  /** The rules have no word for the field's value. `value`: what it is, where it looks like a word; null in histories and logs. */
  'consent-unknown': OfContact & { field: string; value: string | null };
  'consent-not-tightened': CrmFailure & { fields: string[] };

  // Where a CRM takes no ids, and brings nothing along by itself.
  /** Nothing that it could be asked for by is its alone. */
  'no-own-address': OfContact;
  /** Its own address answers with somebody else, or with nobody. */
  'address-not-own': OfContact;
  /** What must be refused, by kinds of channels, and no call refuses it. */
  'not-refusable': { fields: string[] };
  /** Refused with more than all of them refuse, which nobody has approved: in so many places. */
  'refused-too-much': { places: number };
  /** A channel that the primary would take over. */
  'taken-channel-refused': { fields: string[] };
  /** Opted in by itself, as far as is known. */
  'taken-channel-opted-in': { fields: string[] };
  'value-not-given': CrmFailure & { fields: string[] };
  /** No merge was proven for the organization. */
  'merge-unproven': { crm: string };

  // The change of the primary's external reference.
  'ref-paused': None;
  'ref-cancelled': None;
  'ref-step-failed': { failure: string };
  'ref-differs': OfContact;
  'ref-foreign': OfContact;
  'ref-contact-gone': OfContact;
  'ref-not-shown': None;
  'ref-taken': CrmFailure;
  'ref-unanswered': CrmFailure;
  'ref-refused': CrmFailure;

  // A cluster.
  'cluster-not-started': None;
  'cluster-elsewhere': None;
  'cluster-failed': None;
  /** A person decided otherwise: these clusters stand for it; none, where nobody of it is merged. */
  'replaced-by': { clusters: string[] };
  /** The decision that made it was taken back: this cluster stands for it again. */
  'decision-undone': { cluster: string };

  // A merge that is to be taken back.
  /** Only a merge that is done can be. */
  'undo-not-done': { state: string };
  /** Another run has done it; null where that is not known. */
  'undo-earlier': { run: string | null };
  'undo-before': { undo: string | null };
  'undo-impossible': { crm: string };
  /** `pairs`: what carried the primary on since, in their order, and is to be taken back first, the last one first. */
  'undo-merged-on': OfContact & { into: string; pairs: { run: string; pair: string }[] };
  'undo-primary-gone': OfContact;
  /** That pair has one of its contacts, and waits for a person. `undo`: which has not brought it to its end; null: the merge itself has not come to one. */
  'undo-locked': Holding;
  /** The same, and somebody is at work on it. */
  'undo-waits': Holding;
  /** What would be written is not what was shown. */
  'undo-changed': None;
  /** Neither of so many creates has made a contact, as far as looks tell. `marker`: the external reference by which it would be found; absent in reasons of before. */
  'undo-not-created': { creates: number; marker?: string };
  'undo-found-twice': { contacts: string[] };
  'undo-contact-gone': OfContact;
  /** Cancelled, or stopped for good, where it stood; `contact`: under which id it is back already. */
  'undo-stopped': { state: string; contact: string | null };
  'undo-refused': CrmFailure & { state: string; contact: string | null };
  /** Somebody else has the value, which is unique. */
  'undo-value-taken': OfContact & { field: string };
  /** Changed while it was taken back. */
  'undo-value-changed': OfContact & { field: string };
  'undo-not-shown': OfContact & { fields: string[] };
  'undo-thing-gone': { thing: string };
  /** The CRM does not tell whether our write dropped somebody whom others had just added. */
  'undo-unchecked': { things: string[] };
  /** Why it stays as it is, as the plan's code. */
  'undo-thing-stays': { thing: string; because: string };
  /** Nobody had said whose value stands. */
  'undo-asked': OfContact & { field: string };
  /** Why it cannot be made anew: a plan's code, `consent-unknown`, or `not-shown`: that a new channel is not opted in by itself. */
  'undo-cannot': OfContact & { because: string };
  /** That one answers to the e-mail by which it would be made; null: the last scan has seen another one with it. */
  'undo-address-taken': { contact: string | null };
  /** It allows what somebody has refused. `fields`: kinds of channels. */
  'undo-allows-more': OfContact & { fields: string[] };
  /** It is the contact's that was kept, by which the CRM would take the two for one. */
  'undo-shared': OfContact & { field: string };
  /** No call takes it off the contact that was kept again. */
  'undo-stays': OfContact & { field: string };

  // A stop of the whole run.
  canary: Tally;
  brake: Tally;
  'token-refused': { step: TokenRefused };
  'run-cancelled': None;
  /** `failure`: the system's code, e.g. ENOSPC. */
  disk: { failure: string };
  /** The ledger knows less than a workflow that works with it. */
  'older-store': None;
  /** A person has said that the ledger is a copy: the run goes on in the original. */
  'store-copied': None;
  'paused-by-person': None;
  'paused-in-ui': None;
  /** All runs of the store. */
  'everything-paused': None;
}

/** So many things of a kind that have not followed, and how that shows. `listed`: in the list of the duplicate. */
export interface LeftThings {
  how: 'named' | 'listed' | 'without' | 'taken-part-in';
  count: number;
  things: string;
}

/**
 * A call that the CRM did not do, and why not. `failure`: which call and what came of it, for people: a method, a path, a
 * status. Reasons of before have only that.
 */
export interface CrmFailure {
  failure: string;
  kind?: CrmErrorKind;
  /** Of the answer; null where there was none. */
  status?: number | null;
}

type None = Record<never, never>;
interface Holding {
  pair: string;
  /** Whose merge that pair is; null where the ledger does not have it. */
  run: string | null;
  undo: string | null;
}
interface OfContact {
  contact: string;
}
interface Tally {
  bad: number;
  ended: number;
}

/** For what the CRM refused the token; `reading` for anything but a write. */
export type TokenRefused = 'merge' | 'opt-out' | 'reference' | 'reading' | 'undo';

export type ReasonCode = keyof ReasonValues;

/** One reason. `values` fit the code. */
export type Reason = { [Code in ReasonCode]: { code: Code; values: ReasonValues[Code] } }[ReasonCode];

/** A reason with its text. What was written before reasons were data has only the text. */
export interface Said {
  reason: string;
  why?: Reason | undefined;
}

/** Who, or what, stopped a run. `disk` and `store`: a full or closed disk, a ledger older than its workflow or a copy. */
export type StopBy = 'person' | 'canary' | 'brake' | 'breach' | 'token' | 'disk' | 'store' | 'cancel' | 'unknown';

/** As it is written into a jsonb column. */
export function jsonOrNull(why: Reason | null | undefined): string | null {
  return why == null ? null : JSON.stringify(why);
}
