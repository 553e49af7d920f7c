/** One page of a list. `nextCursor` null means the end; an empty page with a cursor is not the end. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  raw: Uint8Array;
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
