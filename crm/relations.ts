import type { CallOptions, WriteOptions } from './call-options.ts';
import type { CrmAttachment, CrmMessage, CrmThing, Page } from './things.ts';

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
