import type { ContactBase } from './base.ts';
import type { CallOptions, WriteOptions } from './call-options.ts';
import type { Carrying, PairAddresses } from './carrying.ts';
import type { CrmDescription } from './description.ts';
import type { MergeConnection, MergeFacts, Unmergeable } from './merging.ts';
import type { CrmRelation, OwnList } from './relations.ts';
import type { Restoring } from './restoring.ts';
import type { ContactReading, CrmAttachment, CrmContact, CrmMessage, Page } from './things.ts';

/** What we need from any CRM: `Crm` below, and each part of it in a file of its own. All others take it from here. */
export type * from './base.ts';
export type * from './description.ts';
export type * from './merging.ts';
export type * from './relations.ts';
export type * from './restoring.ts';
export type * from './things.ts';
export type { CallOptions, Carrying, PairAddresses, WriteOptions };

export interface Identity {
  /** The organization the token belongs to, e.g. `ACME12`. Ledger keys carry it. */
  org: string;
  /** ISO 8601 or null when the CRM does not say. */
  expiresAt: string | null;
  /** What the CRM counts calls by, e.g. its id of the user: two tokens of one user share a budget. */
  countedBy: string;
}

/** Custom fields by name; fields that are not named stay as they are. */
export interface ContactChange {
  customFields?: Record<string, unknown>;
  /** CrmError `conflict` while another contact holds it. */
  externalRef?: string;
}

/** Each implementation is a folder beside this file; test/connector has the smallest. */
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
