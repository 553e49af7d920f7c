/** What we need from any CRM. DevRev is the first implementation; Podium follows. */

/** What a CRM can and cannot do, declared by its implementation and checked before a run. */
export interface CrmCapabilities {
  /** `async`: the answer to a merge only acknowledges it, so the outcome is found by reading. */
  merge: 'async' | 'sync' | 'none';
  /** Fields that carry consent; empty means "consent: not checked". */
  consentFields: string[];
  /** The most ids or entries one list page may be asked for. */
  pageLimit: number;
}

export interface Identity {
  /** The organization the token belongs to, e.g. `ACME12`. Ledger keys carry it. */
  org: string;
  /** ISO 8601 or null when the CRM does not say. */
  expiresAt: string | null;
}

/** A contact as the CRM answered. `raw` is the exact response body, kept for the backup. */
export interface CrmContact {
  /** The CRM's full id (DevRev: the DON). */
  id: string;
  /** The id people and plans use (DevRev: `REVU-…`). */
  displayId: string;
  email: string;
  externalRef: string;
  /** As the CRM spells it, e.g. `active`. Unknown values are passed through. */
  state: string;
  isVerified: boolean | null;
  /** Display id of the contact this one points to as its surviving identity, or null. */
  primaryIdentity: string | null;
  modifiedAt: string;
  /** The fields that the organization has defined itself, by name. What the CRM omits is absent. */
  customFields: Record<string, unknown>;
  raw: Uint8Array;
}

/** `gone`: the CRM no longer answers with a living contact (404, state deleted, or a redirect to another id). */
export type ContactReading =
  | { kind: 'alive'; contact: CrmContact }
  | { kind: 'gone'; how: 'not-found' | 'deleted' | 'redirect'; pointsTo: string | null; raw: Uint8Array };

/** The three ways a ticket names a contact. They are different sets and never added up. */
export type TicketRelation = 'reported' | 'created' | 'owned';

export interface CrmTicket {
  id: string;
  displayId: string;
  /** Display ids of all reporters that are contacts. */
  reportedBy: string[];
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
  attachments: CrmAttachment[];
}

export interface CrmConversation {
  id: string;
  displayId: string;
  /** Display ids of all members that are contacts. */
  members: string[];
}

/** Conversations of contacts, beside their tickets. */
export interface CrmConversations {
  /** Those that a contact takes part in. */
  list(request: { contact: string; cursor: string | null }, options?: CallOptions): Promise<Page<CrmConversation>>;
  /** One conversation by id; null when the CRM answers that there is none. */
  read(id: string, options?: CallOptions): Promise<CrmConversation | null>;
  /** The whole thread: what a list shows of it may be its end only. */
  listMessages(
    request: { conversation: string; cursor: string | null },
    options?: CallOptions,
  ): Promise<Page<CrmMessage>>;
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
    timeoutMs: number;
    mayWrite: () => boolean;
  }): Promise<MergeOutcome>;
  close(): Promise<void>;
}

/** A call may be paid from a reservation made earlier instead of waiting for the budget. */
export interface CallOptions {
  signal?: AbortSignal;
  reservation?: string;
}

/** `mayWrite` runs in the very turn in which the bytes are written; false sends nothing and throws CrmError `timeout`. */
export interface WriteOptions extends CallOptions {
  mayWrite?: () => boolean;
}

/** Custom fields by name; fields that are not named stay as they are. */
export interface ContactChange {
  customFields?: Record<string, unknown>;
  /** CrmError `conflict` while another contact holds it. */
  externalRef?: string;
}

export interface Crm {
  readonly name: string;
  readonly capabilities: CrmCapabilities;
  /** Whose token this is. */
  identify(options?: CallOptions): Promise<Identity>;
  readContact(id: string, options?: CallOptions): Promise<ContactReading>;
  listTickets(
    request: { contact: string; relation: TicketRelation; cursor: string | null },
    options?: CallOptions,
  ): Promise<Page<CrmTicket>>;
  /** One ticket by id; null when the CRM answers that there is none. */
  readTicket(id: string, options?: CallOptions): Promise<CrmTicket | null>;
  listMessages(request: { ticket: string; cursor: string | null }, options?: CallOptions): Promise<Page<CrmMessage>>;
  /** Null where a CRM has no conversations, or none that a contact takes part in. */
  readonly conversations: CrmConversations | null;
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
  /**
   * Spends the call of the budget and opens the connection for one merge, so that nothing slow stands between the last check
   * and the bytes. Throws CrmError `unreachable` when there is no connection: then nothing was sent.
   */
  openMerge(options?: CallOptions): Promise<MergeConnection>;
  close(): Promise<void>;
}
