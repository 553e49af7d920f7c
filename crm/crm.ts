import type { BaseContact, BaseLocation } from '../contacts/base/base-contact.ts';
import type { ShownKind } from '../contacts/planning/matched/shown-in.ts';
import type { CallOptions, WriteOptions } from './call-options.ts';
import type { Carrying, PairAddresses } from './carrying.ts';

export type { CallOptions, Carrying, PairAddresses, WriteOptions };

/** What we need from any CRM. Each implementation is a folder beside this file; test/connector has the smallest. */

/**
 * How a CRM merges. `async`: the answer only acknowledges it. `sync`: it is finished when it is answered. `emulated`: the CRM
 * has no such request, and the connection of `openMerge` takes its steps. `none`: not at all, and no real run is opened.
 * Whichever it is, the outcome is found by reading.
 */
export type MergeKind = 'async' | 'sync' | 'emulated' | 'none';

/** `native`: a request of the CRM's own. `emulated`: what the duplicate has is moved, then it is deleted. */
export type ProvableMerge = 'native' | 'emulated';

/** What a CRM is and can, told without asking it. */
export interface CrmDescription {
  merge: MergeKind;
  /**
   * How it may merge beside that, best first, once somebody has shown it in an organization, by the version of its API: no document of the
   * CRM says that it can. Until then `merge` holds.
   */
  provable?: readonly ProvableMerge[];
  /** The merge itself takes the duplicate away and leaves no pointer: gone in two looks, apart from each other, is what proves it. */
  goneProves?: true;
  /**
   * Where consent is kept. `custom-fields`: in those that a run's mapping names, written by `updateContact`. `none`: nowhere, and
   * a run that maps fields cannot check them. `channels`: in each contact's channels, read and written by `carrying`; nothing is mapped.
   */
  consent: 'custom-fields' | 'channels' | 'none';
  /** The state of a contact that nothing is the matter with, as the CRM spells it, e.g. `active`. */
  ordinaryState: string;
  /** The first one's things are those that a CSV counts and that reports begin with. */
  relations: readonly RelationDescription[];
  /** What hangs on a contact and is never asked for: a backup says so. */
  notAskedFor: readonly string[];
  /** Whether contacts are scanned from the CRM itself. Absent: they come from a file. */
  scans?: true;
  /** The custom fields in a backup's `metadata.json`. Absent where a CRM has none. */
  customFieldsIn?: (raw: Uint8Array) => Record<string, unknown>;
  /** By what a matching may have found a contact, as far as the CRM shows it. Absent: nothing of it is compared again before a merge. */
  shown?: ShownDescription;
  /** What of a merge can be set back. Absent: a merge cannot be taken back by machine, which is said before anything is written. */
  restoring?: RestoringDescription;
}

/** What of a contact is compared again before it is merged, where a matching has found it. */
export interface ShownDescription {
  readonly kinds: readonly ShownKind[];
  /** Out of an exact body (a backup's `metadata.json`, or the `raw` of a reading); of several phones with `; ` between. What it omits is absent. */
  cellsIn(raw: Uint8Array): ShownCells;
}

export type ShownCells = Readonly<Partial<Record<ShownKind, string>>>;

/** What can come back of a merged contact, and what cannot. */
export interface RestoringDescription {
  /** The fields of a contact that can be written, in the order in which they are shown. */
  readonly fields: readonly RestorableField[];
  /** What never comes back, whatever is done. */
  readonly lost: readonly Lost[];
}

export interface RestorableField {
  /** As the CRM spells it. One that ends in `.*` stands for all that begin so. */
  name: string;
  /** `address`: the contact can be reached by it. `reference`: where another system calls it by it. */
  kind: 'plain' | 'address' | 'reference';
  /** Perhaps no two contacts may have the same value. */
  unique: boolean;
}

/** A part of a merged contact or of its things that no API writes. */
export type Lost =
  | 'old-id'
  | 'timestamps'
  | 'authorship'
  | 'private-entries'
  | 'full-name'
  | 'state'
  | 'verification'
  | 'picture'
  | 'tags'
  | 'fields-of-apps'
  | 'own-comments'
  | 'own-files'
  | 'associations';

/** A way in which things of the CRM name a contact. Ways are different sets and never added up. */
export interface RelationDescription {
  /** As readings and backups name it, e.g. `reported`. */
  name: string;
  /** What names the contact: `ticket`, `tickets`. The plural names the list in a backup. At most one relation of the same things follows. */
  noun: Noun;
  /** In words; where it is absent, `reported tickets` is made of name and noun. */
  phrase?: string;
  /**
   * What a merge does with it. `proves`: all follow the duplicate to the primary, and one that is with neither of the two was merged
   * elsewhere. `follows`: all must follow, and where one is may have other causes. Of both, one that only the duplicate had and that is
   * with the primary proves the merge. `free`: backed up, and nothing is expected of it.
   */
  merge: 'proves' | 'follows' | 'free';
}

export interface Noun {
  one: string;
  many: string;
}

export interface Identity {
  /** The organization the token belongs to, e.g. `ACME12`. Ledger keys carry it. */
  org: string;
  /** ISO 8601 or null when the CRM does not say. */
  expiresAt: string | null;
  /** What the CRM counts calls by, e.g. its id of the user: two tokens of one user share a budget. */
  countedBy: string;
}

/** A contact as the CRM answered. `raw` is the exact response body, kept for the backup. */
export interface CrmContact {
  /** The CRM's full id. */
  id: string;
  /** The id people and plans use; it may be the full one. */
  displayId: string;
  email: string;
  /** In full, as far as the CRM knows it; '' where it has none. */
  name: string;
  externalRef: string;
  /** As the CRM spells it, e.g. `active`, and `unknown` where that is no word. Words that nobody knows yet are passed through. */
  state: string;
  isVerified: boolean | null;
  /** Display id of the contact this one points to as its surviving identity, or null. */
  primaryIdentity: string | null;
  modifiedAt: string;
  /** The fields that the organization has defined itself, by name. What the CRM omits is absent. */
  customFields: Record<string, unknown>;
  /** Files that the contact itself names. */
  attachments: CrmAttachment[];
  raw: Uint8Array;
}

/** `gone`: the CRM no longer answers with a living contact (404, state deleted, or a redirect to another id). */
export type ContactReading =
  | { kind: 'alive'; contact: CrmContact }
  | { kind: 'gone'; how: 'not-found' | 'deleted' | 'redirect'; pointsTo: string | null; raw: Uint8Array };

/** A ticket, a conversation, …: something that names contacts, with what was written on it. */
export interface CrmThing {
  id: string;
  /** No other thing of the CRM has it, of whichever kind: the backup's folder is named by it. */
  displayId: string;
  /** Display ids of all contacts that it names in the way that follows a merge. */
  contacts: string[];
  /** Files that the thing itself names, beside those of what was written on it. */
  attachments: CrmAttachment[];
  /** ISO 8601, when it was closed last. Absent where it is open, or the CRM does not tell. */
  closedAt?: string;
}

/** One page of a list. `nextCursor` null means the end; an empty page with a cursor is not the end. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  raw: Uint8Array;
}

export interface CrmAttachment {
  id: string;
  name: string;
  type: string;
  /** Bytes, as the CRM declares them; -1 when it declares none. */
  size: number;
}

export interface CrmMessage {
  id: string;
  /** Shown to its writer and to chosen people only. Those of others are not in the list at all. */
  isPrivate: boolean;
  /** Whether somebody wrote it; else the CRM has noted a change. */
  isComment: boolean;
  attachments: CrmAttachment[];
}

interface Listed {
  /** Those that name the contact in this way. */
  list(request: { contact: string; cursor: string | null }, options?: CallOptions): Promise<Page<CrmThing>>;
  /** All that was written on one of them: what a list shows of it may be its end only. */
  listMessages(request: { thing: string; cursor: string | null }, options?: CallOptions): Promise<Page<CrmMessage>>;
}

export interface FreeRelation extends RelationDescription, Listed {
  merge: 'free';
  /** The CRM may say that there is none of it for us, as it may of `listComments`: then it is no part of a reading. */
  isOptional?: true;
}

/** What hangs on a contact itself, beside its comments and what names it. */
export interface OwnList {
  /** As readings, backups and reports call it: `associations`. */
  name: string;
  /** As `listComments`: there may be none of it for us. */
  list(request: { contact: string; cursor: string | null }, options?: CallOptions): Promise<Page<OwnThing>>;
}

export interface OwnThing {
  id: string;
  attachments: CrmAttachment[];
}

export interface FollowingRelation extends RelationDescription, Listed {
  merge: 'proves' | 'follows';
  /** One of them by id; null when the CRM answers that there is none. */
  read(id: string, options?: CallOptions): Promise<CrmThing | null>;
  /**
   * How many messages were written on the thing since then, ISO 8601 by the CRM's clock; private ones of others are not counted. Null: the CRM
   * does not tell us. Absent where a CRM cannot. Throws CrmError.
   */
  countMessages?(request: { thing: string; since: string }, options?: CallOptions): Promise<number | null>;
  /**
   * Adds and takes off contacts that the thing names in this way; whoever else it names stays as he is at the moment of the read. Where a
   * whole list is written, what others change between read and write is lost: `dropped` tells it as far as the CRM does, and the caller
   * reads back. `ask` of the options has its say between the two. Null: the CRM answers that there is no such thing. Writes at most once and
   * is never retried here; after an error only reading tells. Throws CrmError. Absent where a CRM cannot.
   */
  change?(id: string, names: ChangedNames, options?: WriteOptions): Promise<ChangedThing | null>;
}

/** By full or display ids. */
export interface ChangedNames {
  add: readonly string[];
  remove: readonly string[];
  /** ISO 8601 by the CRM's clock: writes before it are none of ours. Absent: all that the CRM tells is looked at. */
  since?: string;
}

/** By display ids. */
export interface ChangedThing {
  /** The contacts that it named when it was read. */
  before: string[];
  /** The contacts that it was made to name; null where nothing had to be changed. */
  wrote: string[] | null;
  /**
   * Who had been added by others between our read and our write, now or at an earlier try, was taken off by the write and is still missing:
   * contacts, and whoever else the thing may name. To `add` them puts them back. Null: the CRM does not tell.
   */
  dropped: string[] | null;
}

export type CrmRelation = FreeRelation | FollowingRelation;

/** What a CRM's rules of who may be merged look at. */
export type MergeFacts = Pick<CrmContact, 'displayId' | 'state' | 'isVerified'>;

/** Why two contacts may not be merged: a code of the CRM's own, and the same in words that hold no more of a contact than its id. */
export interface Unmergeable {
  code: string;
  text: string;
}

/** What became of the merge POST. Only `not-sent` proves that the CRM did not receive it; all else is found out by reading. */
export type MergeOutcome =
  | { kind: 'not-sent'; why: 'guard' | 'unreachable' }
  | { kind: 'not-sent'; why: 'rate-limited'; retryAfterMs: number }
  | { kind: 'not-sent'; why: 'unauthorized'; status: number }
  | { kind: 'answered'; status: number }
  | { kind: 'unknown'; cause: 'timeout' | 'connection' };

/** A connection opened for one merge POST and used once. */
export interface MergeConnection {
  /**
   * Sends the one POST. `mayWrite` runs in the very turn in which the bytes are written; false sends nothing.
   * Never retried, never redirected, never rejects: every outcome is a value. Misuse throws before anything is sent:
   * a second call, an id that is no contact's, a contact merged into itself.
   */
  send(request: {
    primary: string;
    duplicate: string;
    /** Where a CRM takes no ids: by what each of the two is asked for, and nobody else. */
    addresses?: PairAddresses | undefined;
    timeoutMs: number;
    mayWrite: () => boolean;
  }): Promise<MergeOutcome>;
  close(): Promise<void>;
}

/** Custom fields by name; fields that are not named stay as they are. */
export interface ContactChange {
  customFields?: Record<string, unknown>;
  /** CrmError `conflict` while another contact holds it. */
  externalRef?: string;
}

/** One page of all the contacts that there are. */
export interface BasePage {
  contacts: BaseContact[];
  /** Contacts that nothing can be planned with, and why, as a code. */
  rejected: { uid: string; reason: string }[];
  /** Null means the end; an empty page with a cursor is not the end. */
  nextCursor: string | null;
}

/** Everything that one organization has, as it is scanned. */
export interface ContactBase {
  /**
   * `since`: only those that were changed after it, in ISO 8601, or a little before. CrmError `cursor-lost` where a cursor is good no
   * more: then from the beginning.
   */
  listContacts(request: { cursor: string | null; since: string | null }, options?: CallOptions): Promise<BasePage>;
  listLocations(options?: CallOptions): Promise<BaseLocation[]>;
}

/** Sets back what a merge changed. Nothing is ever retried here. All methods throw CrmError. */
export interface Restoring extends RestoringDescription {
  /**
   * The writable fields of a contact out of an exact body (a backup's `metadata.json`, or the `raw` of a reading): by name, custom fields as
   * `custom_fields.NAME`. What the body omits is absent.
   */
  fieldsOf(raw: Uint8Array): Record<string, unknown>;
  /**
   * Makes a contact in the workspace of that of `raw`, with `marker` as its first external reference and these fields, of
   * which addresses and the reference are left out: it can be reached only once its opt-outs stand. A creation that has no answer may have
   * been made, or be made later. CrmError `conflict` where somebody has the marker already: proof of nothing.
   */
  create(
    request: { raw: Uint8Array; marker: string; fields: Record<string, unknown> },
    options?: WriteOptions,
  ): Promise<CreatedContact>;
  /** One page of the contacts that have this external reference. `bad-answer` where another contact is listed. */
  findByMarker(
    request: { marker: string; cursor: string | null },
    options?: CallOptions,
  ): Promise<Page<CreatedContact>>;
  /**
   * Sets these fields, by name, and no others; `null` or '' clears one. To do it twice changes nothing more. CrmError `conflict` where another
   * contact has a value that is unique.
   */
  setFields(id: string, fields: Record<string, unknown>, options?: WriteOptions): Promise<void>;
}

export interface CreatedContact {
  /** The CRM's full id. */
  id: string;
  displayId: string;
}

export interface Crm {
  readonly name: string;
  readonly description: CrmDescription;
  /** The most ids or entries one list page may be asked for. */
  readonly pageLimit: number;
  /** Each of `description.relations`, in that order. */
  readonly relations: readonly CrmRelation[];
  /**
   * What was written on a contact itself. Absent where a CRM has no such thing. CrmError `invalid`, `forbidden` or `not-found` only
   * where the CRM itself says that there is none of it for us.
   */
  listComments?(request: { contact: string; cursor: string | null }, options?: CallOptions): Promise<Page<CrmMessage>>;
  /** Absent where a CRM has none, or none of it is asked for. */
  readonly ownLists?: readonly OwnList[];
  /** All contacts, to be scanned. Absent where they come from a file. */
  readonly base?: ContactBase;
  /** Whose token this is. */
  identify(options?: CallOptions): Promise<Identity>;
  readContact(id: string, options?: CallOptions): Promise<ContactReading>;
  /** The custom fields of each contact, page by page in the CRM's own order: to look at a sample. Absent where a CRM cannot. */
  listCustomFields?(request: { cursor: string | null }, options?: CallOptions): Promise<Page<Record<string, unknown>>>;
  /** SHA-256 of all fields but those that change by themselves: it differs when anybody has changed the contact. */
  digest(contact: CrmContact): string;
  /** As `digest`, without these custom fields and what the CRM notes by itself with them: our own write of them does not change it. */
  digestWithout(contact: CrmContact, customFields: string[]): string;
  /** Null when the CRM merges the two. */
  mergeable(primary: MergeFacts, duplicate: MergeFacts): Unmergeable | null;
  /** Downloads to `write`, chunk by chunk; resolves with the number of bytes. Throws when it differs from a declared `attachment.size`. */
  downloadAttachment(
    attachment: CrmAttachment,
    write: (chunk: Uint8Array) => Promise<void>,
    options?: CallOptions,
  ): Promise<number>;
  /**
   * Sets what is named of a contact, and nothing else: to do it twice changes nothing more. Absent where a CRM cannot.
   * Never retried here; after an error only reading tells whether it was applied.
   */
  updateContact?(id: string, change: ContactChange, options?: WriteOptions): Promise<void>;
  /** Of the API that this client speaks: what was proven by another one proves nothing. Absent where nothing has to be proven. */
  readonly version?: string;
  /** Absent where a merge brings everything along by itself. */
  readonly carrying?: Carrying;
  /** How what a merge changed is set back. Absent where `description.restoring` is. */
  readonly restoring?: Restoring;
  /**
   * Spends the call of the budget and opens the connection for one merge, so that nothing slow stands between the last check
   * and the bytes. Throws CrmError `unreachable` when there is no connection: then nothing was sent.
   */
  openMerge(options?: CallOptions): Promise<MergeConnection>;
  close(): Promise<void>;
}
