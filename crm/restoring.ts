import type { CallOptions, WriteOptions } from './call-options.ts';
import type { Page } from './things.ts';

/** What can come back of a merged contact, and what cannot. */
export interface RestoringDescription {
  /** The fields of a contact that can be written, in the order in which they are shown. */
  readonly fields: readonly RestorableField[];
  /** What never comes back, whatever is done. */
  readonly lost: readonly Lost[];
  /**
   * How the contact that comes back is told from all others. `marker`: by an external reference of ours, which it has until the end. `address`: by
   * an e-mail that is its alone, with which it is made: to ask for that twice makes one contact, and nobody may have it already.
   */
  readonly knownBy: 'marker' | 'address';
  /** What the merge gave the contact that was kept stays with it: no call takes it away again. Absent: it is put back. */
  readonly keptStays?: true;
}

export interface RestorableField {
  /** As the CRM spells it. One that ends in `.*` stands for all that begin so. */
  name: string;
  /** `address`: the contact can be reached by it. `reference`: where another system calls it by it. */
  kind: 'plain' | 'address' | 'reference';
  /** Perhaps no two contacts may have the same value. */
  unique: boolean;
  /** `later`: once the contact is there, by a request of its own for each such field. `never`: it stays with the contact that was kept. Absent: with the rest of its kind. */
  given?: 'later' | 'never';
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
  | 'associations'
  | 'shared-phones'
  | 'further-emails'
  | 'conversations'
  | 'kept-values';

/** Sets back what a merge changed. Nothing is ever retried here. All methods throw CrmError. */
export interface Restoring extends RestoringDescription {
  /**
   * The writable fields of a contact out of an exact body (a backup's `metadata.json`, or the `raw` of a reading): by name, custom fields as
   * `custom_fields.NAME`. What the body omits is absent.
   */
  fieldsOf(raw: Uint8Array): Record<string, unknown>;
  /**
   * Makes a contact in the workspace of that of `raw`, with `marker` as its first external reference (of `knownBy` 'address': as its one e-mail)
   * and these fields, of which addresses and the reference are left out: it can be reached only once its opt-outs stand. A creation that has no
   * answer may have been made, or be made later. Null: it was accepted, and only looking for it tells. CrmError `conflict` where somebody has the
   * marker already: proof of nothing.
   */
  create(
    request: { raw: Uint8Array; marker: string; fields: Record<string, unknown> },
    options?: WriteOptions,
  ): Promise<CreatedContact | null>;
  /** One page of the contacts that have this external reference, or e-mail. `bad-answer` where another contact is listed. */
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
  /** Of one that is known by its e-mail alone. ISO 8601 by the CRM's clock, null where it does not tell; whether nothing else leads to it. */
  found?: { createdAt: string | null; isBare: boolean };
}
